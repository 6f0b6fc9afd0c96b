//! Several processes, and one that may not write much.

use oauth_runtime::store::{ConnectionKey, Store, StoreErrorKind, Swap};
use oauth_stores::FileStore;

use super::child::Role;
use super::scratch::{Scratch, get, key, put};

#[tokio::test]
async fn two_processes_write_two_records_a_thousand_times_and_lose_nothing() {
    let scratch = Scratch::new();
    let mut children = [(); 2].map(|()| Role::Count.start(&scratch));
    for child in &mut children {
        assert!(child.success());
    }
    let store = FileStore::plain(scratch.store());
    for account in ["ada", "bob"] {
        assert_eq!(get(&store, &key(account)).await.unwrap(), b"1000");
    }
    assert!(scratch.files(|name| name.ends_with(".tmp")).is_empty());
    assert_eq!(scratch.quarantined(), 0);
}

/// Counts in a record, trying again when another process was first.
pub(super) async fn add_one(store: &FileStore, key: &ConnectionKey) {
    loop {
        let entry = store.read(key).await.unwrap();
        let revision = entry.as_ref().map(|entry| entry.revision);
        let count: u32 = entry.map_or(0, |entry| {
            std::str::from_utf8(&entry.value).unwrap().parse().unwrap()
        });
        let next = (count + 1).to_string();
        let swap = store.compare_and_swap(key, revision, next.as_bytes(), None);
        if let Swap::Done(_) = swap.await.unwrap() {
            return;
        }
    }
}

#[tokio::test]
async fn a_record_that_outgrows_the_limit_leaves_the_old_one() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    put(&store, &key("ada"), b"short").await;
    // 64 blocks of 512 bytes (of 1024 in some shells). Ignored, the signal becomes an error.
    let setup = "trap '' XFSZ; ulimit -f 64";
    // Through pipes: a log that its output went to may be beyond the limit already.
    let output = Role::OutgrowLimit.under_shell(setup, &scratch).output();
    let output = output.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert_eq!(get(&store, &key("ada")).await.unwrap(), b"short");
    assert!(scratch.files(|name| name.ends_with(".tmp")).is_empty());
}

pub(super) async fn outgrow(store: &FileStore) {
    let ada = key("ada");
    let entry = store.read(&ada).await.unwrap().unwrap();
    let long = vec![7; 128 << 10];
    let swap = store.compare_and_swap(&ada, Some(entry.revision), &long, None);
    let error = swap.await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::NotWritable, "{error}");
    assert!(error.to_string().contains("ulimit"), "{error}");
    assert_eq!(get(store, &ada).await.unwrap(), b"short");
}
