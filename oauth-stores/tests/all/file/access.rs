//! Who may read, and what stands in a file's place.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::Path;

use oauth_runtime::store::{Owner, Store, StoreErrorKind};
use oauth_stores::FileStore;
use rustix::fs::{CWD, FileType, Mode, mknodat};

use super::child::Role;
use super::scratch::{Scratch, fails, get, key, put};

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().mode() & 0o7777
}

#[test]
fn files_are_for_their_owner_only_whatever_the_umask() {
    for umask in ["000", "022", "077"] {
        let scratch = Scratch::new();
        let status = Role::WriteAndLease
            .under_shell(&format!("umask {umask}"), &scratch)
            .status();
        assert!(status.unwrap().success());
        assert_eq!(mode(&scratch.store()), 0o700, "umask {umask}");
        let files = scratch.files(|_| true);
        assert_eq!(files.len(), 3, "{files:?}");
        for file in files {
            assert_eq!(mode(&scratch.store().join(&file)), 0o600, "{umask} {file}");
        }
    }
}

#[tokio::test]
async fn a_directory_that_others_can_read_or_write_is_refused_with_the_way_out() {
    let scratch = Scratch::new();
    let store = FileStore::plain(scratch.store());
    put(&store, &key("ada"), b"1").await;
    for wide in [0o740, 0o704, 0o720, 0o702, 0o755, 0o777] {
        chmod(&scratch.store(), wide);
        let error = fails(&store, &key("ada")).await;
        assert_eq!(error.kind(), StoreErrorKind::Permissions, "{wide:o}");
        let way_out = format!("chmod 700 '{}'", scratch.store().display());
        assert!(error.to_string().contains(&way_out), "{error}");
    }
    for fine in [0o700, 0o711] {
        chmod(&scratch.store(), fine);
        assert!(get(&store, &key("ada")).await.is_some());
    }
}

#[tokio::test]
async fn a_record_or_lock_that_others_can_read_is_refused() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    let revision = put(&store, &ada, b"1").await;
    let record = scratch.record();
    chmod(&record, 0o640);
    let error = fails(&store, &ada).await;
    assert_eq!(error.kind(), StoreErrorKind::Permissions);
    assert!(error.to_string().contains("chmod 600"), "{error}");
    chmod(&record, 0o600);
    chmod(&record.with_extension("lock"), 0o644);
    let error = store.delete(&ada, revision).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Permissions);
}

#[tokio::test]
async fn what_belongs_to_somebody_else_is_refused() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    put(&store, &ada, b"1").await;
    if chown(scratch.record(), Some(1), None).is_err() {
        println!("skipped: only the superuser can give files away");
        return;
    }
    assert_eq!(
        fails(&store, &ada).await.kind(),
        StoreErrorKind::Permissions
    );
    chown(scratch.record(), Some(0), None).unwrap();
    chown(scratch.store(), Some(1), None).unwrap();
    let error = fails(&store, &ada).await;
    assert_eq!(error.kind(), StoreErrorKind::Permissions);
    assert!(error.to_string().contains("belongs to user 1"), "{error}");
}

#[tokio::test]
async fn a_pipe_or_a_directory_in_place_of_a_record_does_not_hang() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    put(&store, &ada, b"1").await;
    let record = scratch.record();
    fs::remove_file(&record).unwrap();
    mknodat(CWD, &record, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    assert_eq!(fails(&store, &ada).await.kind(), StoreErrorKind::Corrupt);
    fs::create_dir(&record).unwrap();
    assert_eq!(fails(&store, &ada).await.kind(), StoreErrorKind::Corrupt);
    assert_eq!(scratch.quarantined(), 2);
    assert_eq!(get(&store, &ada).await, None);
    put(&store, &ada, b"2").await;
}

#[tokio::test]
async fn a_pipe_link_or_directory_in_place_of_a_lock_is_an_error_that_names_it() {
    for ending in ["lock", "held"] {
        let scratch = Scratch::new();
        let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
        put(&store, &ada, b"1").await;
        let lock = scratch.record().with_extension(ending);
        let _ = fs::remove_file(&lock);
        let owner = Owner::new("id", "name");
        let ttl = std::time::Duration::from_secs(1);
        let refused = async |kind: &str| {
            let error = store.lease(&ada, &owner, ttl).await.unwrap_err();
            assert_eq!(error.kind(), StoreErrorKind::Config);
            assert!(error.to_string().contains(kind), "{error}");
            assert!(error.to_string().contains(&*lock.to_string_lossy()));
        };
        mknodat(CWD, &lock, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        refused("pipe").await;
        fs::remove_file(&lock).unwrap();
        symlink("/dev/null", &lock).unwrap();
        refused("link").await;
        fs::remove_file(&lock).unwrap();
        fs::create_dir(&lock).unwrap();
        refused("directory").await;
    }
}

#[tokio::test]
async fn a_linked_record_is_replaced_where_it_really_is() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    put(&store, &ada, b"1").await;
    let record = scratch.record();
    let elsewhere = scratch.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    let target = elsewhere.join("ada");
    fs::rename(&record, &target).unwrap();
    symlink(&target, &record).unwrap();

    let revision = put(&store, &ada, b"2").await;
    assert!(fs::symlink_metadata(&record).unwrap().is_symlink());
    assert!(fs::read(&target).unwrap().ends_with(b"2"));
    assert_eq!(get(&store, &ada).await.unwrap(), b"2");
    assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);

    store.delete(&ada, revision).await.unwrap();
    assert!(!target.exists() && fs::symlink_metadata(&record).is_err());
}

#[tokio::test]
async fn a_link_to_nothing_is_an_error_and_stays() {
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    put(&store, &ada, b"1").await;
    let record = scratch.record();
    fs::remove_file(&record).unwrap();
    symlink("nowhere", &record).unwrap();
    assert_eq!(
        fails(&store, &ada).await.kind(),
        StoreErrorKind::Unavailable
    );
    assert!(
        store
            .compare_and_swap(&ada, None, b"2", None)
            .await
            .is_err()
    );
    assert!(fs::symlink_metadata(&record).unwrap().is_symlink());
}

#[tokio::test]
async fn the_directory_may_be_a_link_and_a_file_in_its_place_is_an_error() {
    let scratch = Scratch::new();
    let real = scratch.path().join("real");
    fs::create_dir(&real).unwrap();
    chmod(&real, 0o700);
    symlink(&real, scratch.store()).unwrap();
    put(&FileStore::plain(scratch.store()), &key("ada"), b"1").await;
    let file = scratch.path().join("file");
    fs::write(&file, "").unwrap();
    let error = fails(&FileStore::plain(&file), &key("ada")).await;
    assert_eq!(error.kind(), StoreErrorKind::Config);
}
