//! Reading back what was written.

use oauth_runtime::store::{Store, StoreErrorKind, Swap};
use oauth_stores::FileStore;

use super::scratch::{Scratch, get, key, keys, put};

#[tokio::test]
async fn a_record_survives_a_new_handle_and_says_nothing_on_the_disk() {
    let scratch = Scratch::new();
    let ada = key("ada");
    let revision = put(
        &FileStore::sealed(scratch.store(), keys(1)),
        &ada,
        b"{\"token\":\"canary\"}",
    )
    .await;
    let store = FileStore::sealed(scratch.store(), keys(1));
    let entry = store.read(&ada).await.unwrap().unwrap();
    assert_eq!(entry.revision, revision);
    assert_eq!(entry.value.as_slice(), b"{\"token\":\"canary\"}");
    let raw = std::fs::read(scratch.record()).unwrap();
    assert!(!raw.windows(6).any(|part| part == b"canary"));
    assert_eq!(
        store.describe(),
        format!("file {} (encrypted)", scratch.store().display())
    );
}

#[tokio::test]
async fn a_plain_record_is_readable_and_says_so() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    put(&store, &key("ada"), b"in the clear").await;
    let raw = std::fs::read(scratch.record()).unwrap();
    assert!(raw.ends_with(b"\n\nin the clear"));
    assert!(store.describe().ends_with(" (plain)"));
}

#[tokio::test]
async fn reading_makes_no_directory() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    assert_eq!(get(&store, &key("ada")).await, None);
    assert!(
        store
            .list(&Default::default(), None, 10)
            .await
            .unwrap()
            .is_empty()
    );
    assert!(!scratch.store().exists());
}

#[tokio::test]
async fn a_record_that_is_too_long_is_refused_and_the_old_one_stays() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    let revision = put(&store, &ada, &vec![7; 1 << 20]).await;
    let long = vec![7; (1 << 20) + 1];
    let error = store
        .compare_and_swap(&ada, Some(revision), &long, None)
        .await;
    assert_eq!(error.unwrap_err().kind(), StoreErrorKind::Config);
    assert_eq!(get(&store, &ada).await.unwrap().len(), 1 << 20);
}

#[tokio::test]
async fn a_directory_that_vanishes_is_not_made_again() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    put(&store, &ada, b"one").await;
    std::fs::remove_dir_all(scratch.store()).unwrap();
    let error = store.compare_and_swap(&ada, None, b"two", None).await;
    assert_eq!(error.unwrap_err().kind(), StoreErrorKind::Unavailable);
    assert_eq!(
        store.read(&ada).await.unwrap_err().kind(),
        StoreErrorKind::Unavailable
    );
    assert!(!scratch.store().exists());
}

#[tokio::test]
async fn a_deleted_record_is_gone_from_the_disk() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    let revision = put(&store, &ada, b"one").await;
    assert_eq!(store.delete(&ada, revision).await, Ok(Swap::Done(revision)));
    assert!(scratch.files(|name| name.contains(".cred")).is_empty());
    assert_ne!(put(&store, &ada, b"one").await, revision);
}

#[tokio::test]
async fn the_longest_sealed_record_fits_into_a_file() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::sealed(scratch.store(), keys(1)), key("ada"));
    let longest = vec![7; (1 << 20) - 128];
    put(&store, &ada, &longest).await;
    assert_eq!(get(&store, &ada).await.unwrap(), longest);
    let longer = vec![7; longest.len() + 1];
    let error = store.compare_and_swap(&ada, None, &longer, None).await;
    assert_eq!(error.unwrap_err().kind(), StoreErrorKind::Config);
}
