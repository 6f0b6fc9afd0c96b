//! Damaged files are found, named and put aside, and nothing else suffers.

use std::fs;

use oauth_runtime::store::{Store, StoreErrorKind};
use oauth_stores::FileStore;

use super::scratch::{Scratch, fails, get, key, keys, put};

#[tokio::test]
async fn a_flip_of_any_byte_is_damage_and_is_put_aside() {
    let scratch = Scratch::new();
    let ada = key("ada");
    let store = FileStore::sealed(scratch.store(), keys(1));
    put(&store, &ada, b"{\"value\":1}").await;
    let record = scratch.record();
    put(&store, &key("bob"), b"{\"value\":2}").await;
    let good = fs::read(&record).unwrap();
    for index in 0..good.len() {
        for mask in [1u8 << (index % 8), 0xff] {
            let mut bad = good.clone();
            bad[index] ^= mask;
            write_private(&record, &bad);
            let error = fails(&store, &ada).await;
            assert_eq!(
                error.kind(),
                StoreErrorKind::Corrupt,
                "byte {index}: {error}"
            );
            assert!(error.to_string().contains(&*record.to_string_lossy()));
            assert_eq!(get(&store, &ada).await, None, "byte {index}");
            write_private(&record, &good);
        }
    }
    assert_eq!(get(&store, &ada).await.unwrap(), b"{\"value\":1}");
    assert_eq!(get(&store, &key("bob")).await.unwrap(), b"{\"value\":2}");
    assert_eq!(scratch.quarantined(), good.len() * 2);
}

#[tokio::test]
async fn a_file_cut_off_anywhere_is_damage() {
    let scratch = Scratch::new();
    let ada = key("ada");
    let store = FileStore::plain(scratch.store());
    put(&store, &ada, b"{\"value\":1}").await;
    let record = scratch.record();
    let good = fs::read(&record).unwrap();
    for length in 0..good.len() {
        write_private(&record, &good[..length]);
        let error = fails(&store, &ada).await;
        assert_eq!(error.kind(), StoreErrorKind::Corrupt, "{length}: {error}");
    }
    write_private(&record, &[good.clone(), b"x".to_vec()].concat());
    assert_eq!(fails(&store, &ada).await.kind(), StoreErrorKind::Corrupt);
    write_private(&record, &good);
    assert_eq!(get(&store, &ada).await.unwrap(), b"{\"value\":1}");
}

#[tokio::test]
async fn a_foreign_file_is_kept_under_the_name_that_the_error_tells() {
    let scratch = Scratch::new();
    let ada = key("ada");
    let store = FileStore::plain(scratch.store());
    put(&store, &ada, b"{}").await;
    let record = scratch.record();
    write_private(&record, &vec![b'z'; 3 << 20]);
    let error = fails(&store, &ada).await;
    assert_eq!(error.kind(), StoreErrorKind::Corrupt);
    let place = scratch.files(|name| name.contains(".corrupt-")).remove(0);
    assert!(error.to_string().contains(&place), "{error}");
    assert_eq!(
        fs::metadata(scratch.store().join(place)).unwrap().len(),
        3 << 20
    );
    put(&store, &ada, b"again").await;
}

#[tokio::test]
async fn a_write_over_a_damaged_file_puts_it_aside_too() {
    let scratch = Scratch::new();
    let ada = key("ada");
    let store = FileStore::plain(scratch.store());
    let revision = put(&store, &ada, b"{}").await;
    write_private(&scratch.record(), b"garbage");
    let error = store
        .compare_and_swap(&ada, Some(revision), b"new", None)
        .await;
    assert_eq!(error.unwrap_err().kind(), StoreErrorKind::Corrupt);
    assert_eq!(scratch.quarantined(), 1);
}

#[tokio::test]
async fn a_newer_format_is_left_untouched() {
    let scratch = Scratch::new();
    let ada = key("ada");
    let store = FileStore::plain(scratch.store());
    let revision = put(&store, &ada, b"{}").await;
    let record = scratch.record();
    // The first four bytes of SHA-256 of `oauth-stores-file 2`.
    let newer = b"oauth-stores-file 2 CHECK\nwhatever comes then\n";
    let newer = String::from_utf8_lossy(newer).replace("CHECK", &check("oauth-stores-file 2"));
    write_private(&record, newer.as_bytes());
    assert_eq!(fails(&store, &ada).await.kind(), StoreErrorKind::Newer);
    let swap = store
        .compare_and_swap(&ada, Some(revision), b"new", None)
        .await;
    assert_eq!(swap.unwrap_err().kind(), StoreErrorKind::Newer);
    let delete = store.delete(&ada, revision).await;
    assert_eq!(delete.unwrap_err().kind(), StoreErrorKind::Newer);
    assert_eq!(fs::read(&record).unwrap(), newer.as_bytes());
    assert_eq!(scratch.quarantined(), 0);
}

#[tokio::test]
async fn files_of_two_accounts_cannot_be_swapped() {
    let scratch = Scratch::new();
    let (ada, bob) = (key("ada"), key("bob"));
    let store = FileStore::plain(scratch.store());
    put(&store, &ada, b"ada's").await;
    let first = scratch.record();
    put(&store, &bob, b"bob's").await;
    let both = scratch.files(|name| name.ends_with(".cred"));
    let second = both.iter().map(|name| scratch.store().join(name));
    let second = second.into_iter().find(|path| *path != first).unwrap();
    let kept = scratch.path().join("kept");
    fs::rename(&first, &kept).unwrap();
    fs::rename(&second, &first).unwrap();
    fs::rename(&kept, &second).unwrap();
    assert!(
        store
            .list(&Default::default(), None, 9)
            .await
            .unwrap()
            .is_empty()
    );
    for account in [&ada, &bob] {
        let error = fails(&store, account).await;
        assert_eq!(error.kind(), StoreErrorKind::Corrupt);
        assert!(error.to_string().contains("belongs to another connection"));
    }
}

#[tokio::test]
async fn a_damaged_lock_file_is_begun_again_with_a_greater_fence() {
    use oauth_runtime::store::{Leased, Owner};
    let scratch = Scratch::new();
    let (store, ada) = (FileStore::plain(scratch.store()), key("ada"));
    let ttl = std::time::Duration::from_secs(60);
    let mut fences = Vec::new();
    for (number, content) in [None, Some("garbage"), Some("")].into_iter().enumerate() {
        if let Some(content) = content {
            let lock = scratch.files(|name| name.ends_with(".lock")).remove(0);
            fs::write(scratch.store().join(lock), content).unwrap();
        }
        let owner = Owner::new(format!("owner {number}"), "test");
        match store.lease(&ada, &owner, ttl).await.unwrap() {
            Leased::Granted(lease) => {
                fences.push(lease.fence);
                store.release(&ada, &lease).await.unwrap();
            }
            held => panic!("{held:?}"),
        }
    }
    assert!(fences.is_sorted(), "{fences:?}");
}

fn check(line: &str) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(line);
    hash.iter()
        .take(4)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// Writes a file as the store has it, for its owner only.
fn write_private(path: &std::path::Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
}
