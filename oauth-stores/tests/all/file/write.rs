//! Writes that fail or die half way. The hook is one for the whole process, so
//! all of it happens in children.

use std::fs;
use std::io::{Error, ErrorKind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use oauth_runtime::failpoint;
use oauth_runtime::store::{Store, StoreErrorKind};
use oauth_stores::{FILE_FAILPOINTS, FileStore};

use super::child::Role;
use super::scratch::{Scratch, get, key, put};

#[tokio::test]
async fn an_error_at_any_step_leaves_the_old_record_or_the_new_one() {
    let scratch = Scratch::new();
    assert!(Role::FailAtEach.start(&scratch).success());
    assert!(scratch.files(|name| name.ends_with(".tmp")).is_empty());
    assert_eq!(scratch.quarantined(), 0);
}

pub(super) async fn fail_at_each(store: &FileStore) {
    let ada = key("ada");
    for &place in FILE_FAILPOINTS {
        let revision = put(store, &ada, b"old").await;
        failpoint::install(move |reached| match reached == place {
            true => Err(Error::from(ErrorKind::StorageFull)),
            false => Ok(()),
        });
        let swap = store.compare_and_swap(&ada, Some(revision), b"new", None);
        let error = swap.await.unwrap_err();
        failpoint::clear();
        assert_eq!(error.kind(), StoreErrorKind::NotWritable, "{place}");
        assert!(error.to_string().contains("make room"), "{error}");
        assert_eq!(get(store, &ada).await.unwrap(), after(place), "{place}");
        put(store, &ada, b"next").await;
    }
}

/// What is there after a write ended at a place.
fn after(place: &str) -> &'static [u8] {
    match place {
        "file.renamed" | "file.directory_synced" => b"new",
        _ => b"old",
    }
}

#[tokio::test]
async fn a_process_that_dies_at_any_step_leaves_the_old_record_or_the_new_one() {
    for place in FILE_FAILPOINTS {
        let scratch = Scratch::new();
        let store = FileStore::plain(scratch.store());
        put(&store, &key("ada"), b"old").await;
        let mut child = Role::AbortAt.start(&scratch);
        child.tell(place);
        assert!(!child.success(), "{place}");
        assert_eq!(get(&store, &key("ada")).await.unwrap(), after(place));
        put(&store, &key("ada"), b"next").await;
        // What the dead one left is gone with the next write.
        assert!(scratch.files(|name| name.ends_with(".tmp")).is_empty());
    }
}

pub(super) async fn abort_at(store: &FileStore, place: &str) {
    let place = place.to_owned();
    failpoint::install(move |reached| match reached == place {
        true => std::process::abort(),
        false => Ok(()),
    });
    put(store, &key("ada"), b"new").await;
}

#[tokio::test]
async fn a_lock_held_too_long_is_an_error_that_names_the_process() {
    let (scratch, ada) = (Scratch::new(), key("ada"));
    let store = FileStore::plain(scratch.store()).with_lock_wait(Duration::from_millis(100));
    let revision = put(&store, &ada, b"old").await;
    let mut child = Role::StopAt.start(&scratch);
    child.tell("file.temp_half_written");
    child.hear("ready");

    let swap = store.compare_and_swap(&ada, Some(revision), b"new", None);
    let error = swap.await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Held);
    let holder = format!("process {} ", child.id());
    assert!(error.to_string().contains(&holder), "{error}");
    assert!(error.to_string().contains(".lock"), "{error}");
    // Reading and other records need no lock.
    assert_eq!(get(&store, &ada).await.unwrap(), b"old");
    put(&store, &key("bob"), b"1").await;

    child.kill();
    let swap = store.compare_and_swap(&ada, Some(revision), b"new", None);
    swap.await.unwrap();
}

#[tokio::test]
async fn a_writer_whose_lock_file_was_deleted_does_not_tear_the_record() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    put(&store, &key("ada"), b"old").await;
    let mut child = Role::StopAt.start(&scratch);
    child.tell("file.temp_half_written");
    child.hear("ready");
    fs::remove_file(scratch.record().with_extension("lock")).unwrap();
    put(&store, &key("ada"), b"other").await;
    child.tell("go on");
    assert!(child.success());
    let value = get(&store, &key("ada")).await.unwrap();
    assert!(value == b"new" || value == b"other");
}

/// Stands still at a place the first time, until `wait` returns.
pub(super) async fn stop_at(store: &FileStore, place: &str, wait: fn()) {
    let place = place.to_owned();
    let first = AtomicBool::new(true);
    failpoint::install(move |reached| {
        if reached == place && first.swap(false, Ordering::Relaxed) {
            wait();
        }
        Ok(())
    });
    put(store, &key("ada"), b"new").await;
}
