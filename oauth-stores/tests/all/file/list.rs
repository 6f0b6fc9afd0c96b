//! Listing.

use std::fs;

use oauth_runtime::store::{Filter, Store};
use oauth_stores::FileStore;

use super::scratch::{Scratch, key, put};

#[tokio::test]
async fn a_damaged_record_and_foreign_files_do_not_fail_the_list() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    put(&store, &key("ada"), b"1").await;
    let record = scratch.record();
    put(&store, &key("bob"), b"2").await;
    fs::write(scratch.store().join("notes.txt"), "mine").unwrap();
    fs::write(scratch.store().join("short.cred"), "mine").unwrap();
    fs::create_dir(scratch.store().join("0".repeat(32) + ".cred")).unwrap();
    assert_eq!(all(&store).await, ["ada", "bob"]);
    fs::write(record, "garbage").unwrap();
    assert_eq!(all(&store).await, ["bob"]);
}

#[tokio::test]
async fn a_very_long_key_is_listed() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    let long = "é".repeat(1024);
    put(&store, &key(&long), b"1").await;
    assert_eq!(all(&store).await, [long]);
}

#[tokio::test]
async fn records_that_others_write_and_delete_show_at_once() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    let other = FileStore::plain(scratch.store());
    put(&other, &key("ada"), b"1").await;
    assert_eq!(all(&store).await, ["ada"]);
    let revision = put(&other, &key("bob"), b"1").await;
    assert_eq!(all(&store).await, ["ada", "bob"]);
    other.delete(&key("bob"), revision).await.unwrap();
    assert_eq!(all(&store).await, ["ada"]);
}

async fn all(store: &FileStore) -> Vec<String> {
    let keys = store.list(&Filter::default(), None, 100).await.unwrap();
    keys.iter().map(|key| key.account().to_owned()).collect()
}
