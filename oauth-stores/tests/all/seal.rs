//! Encryption over any store.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::collections::HashSet;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use oauth_runtime::store::{
    ConnectionKey, Filter, MemoryStore, Revision, Store, StoreError, StoreErrorKind, Swap,
};
use oauth_stores::FileStore;
use oauth_stores::seal::{KeyId, Keys, Sealed};
use zeroize::Zeroizing;

fn keys(byte: u8) -> Keys {
    Keys::from_bytes([byte; 32])
}

fn key(account: &str) -> ConnectionKey {
    ConnectionKey::new("acme", "my-client", "", account)
}

async fn put(store: &dyn Store, key: &ConnectionKey, value: &[u8]) -> Revision {
    let current = store.read(key).await.unwrap().map(|entry| entry.revision);
    match store.compare_and_swap(key, current, value, None).await {
        Ok(Swap::Done(revision)) => revision,
        other => panic!("{other:?}"),
    }
}

async fn get(store: &dyn Store, key: &ConnectionKey) -> Result<Vec<u8>, StoreError> {
    let entry = store.read(key).await?;
    Ok(entry.expect("there is a record").value.to_vec())
}

#[tokio::test]
async fn a_flip_of_any_byte_never_yields_a_value() {
    let store = Sealed::new(MemoryStore::new(), keys(1));
    put(&store, &key("ada"), b"{\"value\":1}").await;
    let good = get(store.store(), &key("ada")).await.unwrap();
    for index in 0..good.len() {
        for mask in [1u8 << (index % 8), 0xff] {
            let mut bad = good.clone();
            bad[index] ^= mask;
            put(store.store(), &key("ada"), &bad).await;
            let kind = get(&store, &key("ada")).await.unwrap_err().kind();
            let fits = match index {
                4 => matches!(kind, StoreErrorKind::Newer | StoreErrorKind::Corrupt),
                6..14 => kind == StoreErrorKind::WrongKey,
                _ => kind == StoreErrorKind::Corrupt,
            };
            assert!(fits, "byte {index}: {kind:?}");
        }
    }
    for length in 0..good.len() {
        put(store.store(), &key("ada"), &good[..length]).await;
        let kind = get(&store, &key("ada")).await.unwrap_err().kind();
        assert_eq!(kind, StoreErrorKind::Corrupt, "{length}");
    }
    put(store.store(), &key("ada"), &good).await;
    assert_eq!(get(&store, &key("ada")).await.unwrap(), b"{\"value\":1}");
}

#[tokio::test]
async fn a_wrong_key_is_no_damage_and_the_error_names_both() {
    let directory = Directory::new();
    let writer = FileStore::sealed(directory.store(), keys(1));
    put(&writer, &key("ada"), b"{}").await;
    let reader = FileStore::sealed(directory.store(), keys(2));
    let error = get(&reader, &key("ada")).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::WrongKey);
    for id in [KeyId::of(&[1; 32]), KeyId::of(&[2; 32])] {
        assert!(error.to_string().contains(&id.to_string()), "{error}");
    }
    assert_eq!(get(&writer, &key("ada")).await.unwrap(), b"{}");
}

#[tokio::test]
async fn the_ciphertext_of_one_account_does_not_open_as_anothers() {
    let directory = Directory::new();
    let store = FileStore::sealed(directory.store(), keys(1));
    put(&store, &key("ada"), b"ada's").await;
    put(&store, &key("bob"), b"bob's").await;
    let ciphertext = get(store.store(), &key("ada")).await.unwrap();
    put(store.store(), &key("bob"), &ciphertext).await;
    let error = get(&store, &key("bob")).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Corrupt);
    assert!(error.to_string().contains(".corrupt-"), "{error}");
    assert!(store.read(&key("bob")).await.unwrap().is_none());
    assert_eq!(get(&store, &key("ada")).await.unwrap(), b"ada's");
}

#[tokio::test]
async fn a_record_in_the_clear_is_refused_and_left_alone() {
    let directory = Directory::new();
    put(
        &FileStore::plain(directory.store()),
        &key("ada"),
        b"{\"a\":1}",
    )
    .await;
    let store = FileStore::sealed(directory.store(), keys(1));
    let error = get(&store, &key("ada")).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Config);
    assert!(!error.to_string().contains("\"a\""), "{error}");
    assert!(get(store.store(), &key("ada")).await.is_ok());
}

#[tokio::test]
async fn no_nonce_is_used_twice() {
    const SEALS: usize = 100_000;
    let store = Sealed::new(MemoryStore::new(), keys(1));
    let mut nonces = HashSet::new();
    let (ada, mut revision) = (key("ada"), None);
    for _ in 0..SEALS {
        let swap = store.compare_and_swap(&ada, revision, b"x", None);
        let Ok(Swap::Done(next)) = swap.await else {
            panic!("nobody else writes");
        };
        revision = Some(next);
        let sealed = get(store.store(), &ada).await.unwrap();
        nonces.insert(<[u8; 24]>::try_from(&sealed[14..38]).unwrap());
    }
    assert_eq!(nonces.len(), SEALS);
}

#[tokio::test]
async fn processes_with_one_passphrase_share_records_and_a_salt() {
    let store = Arc::new(Sealed::new(
        MemoryStore::new(),
        Keys::from_passphrase("correct horse").unwrap(),
    ));
    put(&*store, &key("ada"), b"{}").await;
    let sealed = get(store.store(), &key("ada")).await.unwrap();
    let other = Sealed::new(
        MemoryStore::new(),
        Keys::from_passphrase("correct horse").unwrap(),
    );
    put(other.store(), &key("ada"), &sealed).await;
    assert_eq!(get(&other, &key("ada")).await.unwrap(), b"{}");
    put(&other, &key("ada"), b"{1}").await;
    // Magic, version, length of the salt, salt, key id.
    let again = get(other.store(), &key("ada")).await.unwrap();
    assert_eq!(again[..30], sealed[..30]);

    let wrong = Sealed::new(MemoryStore::new(), Keys::from_passphrase("wrong").unwrap());
    put(wrong.store(), &key("ada"), &sealed).await;
    let error = get(&wrong, &key("ada")).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::WrongKey);
    assert!(Keys::from_passphrase("").is_err());
}

#[tokio::test]
async fn a_callback_is_asked_once_for_each_key() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&asked);
    let managed = Keys::from_callback(move |id| {
        counter.fetch_add(1, Ordering::Relaxed);
        let known = [[2; 32], [1; 32]];
        let found = known
            .iter()
            .find(|key| id.is_none_or(|id| KeyId::of(key) == id));
        found
            .map(|key| Zeroizing::new(*key))
            .ok_or_else(|| StoreError::new(StoreErrorKind::WrongKey, "the service has no such key"))
    });
    let store = Sealed::new(MemoryStore::new(), managed);
    let older = Sealed::new(MemoryStore::new(), keys(1));
    put(&older, &key("ada"), b"{}").await;
    let old = get(older.store(), &key("ada")).await.unwrap();
    put(store.store(), &key("ada"), &old).await;
    for _ in 0..3 {
        assert_eq!(get(&store, &key("ada")).await.unwrap(), b"{}");
        put(&store, &key("bob"), b"{}").await;
    }
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    let resealed = store.reseal_all().await.unwrap();
    assert_eq!((resealed.resealed, resealed.current), (1, 1));
}

#[test]
fn keys_are_read_from_text_and_never_shown() {
    let id = KeyId::of(&[0xab; 32]).to_string();
    let hex = "ab".repeat(32);
    let url_safe = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s";
    for text in [
        &hex,
        &hex.to_uppercase(),
        url_safe,
        &format!(" {url_safe}=\n"),
    ] {
        assert_eq!(format!("{:?}", Keys::parse_text(text).unwrap()), id);
    }
    let short = &hex[2..];
    let odd = format!("zz{short}");
    for text in ["", short, &odd, "not base64 !", &url_safe[1..]] {
        let error = Keys::parse_text(text).unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Config);
        assert!(text.is_empty() || !error.to_string().contains(text));
    }
}

const RECORDS: usize = 40;

async fn filled(directory: &Directory) -> Vec<ConnectionKey> {
    let store = FileStore::sealed(directory.store(), keys(1));
    let all: Vec<_> = (0..RECORDS).map(|n| key(&format!("account {n}"))).collect();
    for key in &all {
        put(&store, key, key.account().as_bytes()).await;
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_are_changed_while_others_read_and_write() {
    let directory = Directory::new();
    let all = filled(&directory).await;
    let ring = || keys(2).and_older(keys(1));
    let done = Arc::new(AtomicUsize::new(0));
    let reader = tokio::spawn({
        let (done, all) = (Arc::clone(&done), all.clone());
        let store = FileStore::sealed(directory.store(), ring());
        async move {
            while done.load(Ordering::Relaxed) == 0 {
                for key in &all {
                    let value = get(&store, key).await.unwrap();
                    assert!(value.starts_with(key.account().as_bytes()));
                }
            }
        }
    });
    // Still seals with the old key, as a process does that was not restarted yet.
    let writer = tokio::spawn({
        let (done, all) = (Arc::clone(&done), all.clone());
        let store = FileStore::sealed(directory.store(), keys(1).and_older(keys(2)));
        async move {
            let mut writes = 0;
            while done.load(Ordering::Relaxed) == 0 {
                for key in all.iter().take(3) {
                    let entry = store.read(key).await.unwrap().unwrap();
                    let value = format!("{} {writes}", key.account());
                    let swap =
                        store.compare_and_swap(key, Some(entry.revision), value.as_bytes(), None);
                    writes += usize::from(matches!(swap.await, Ok(Swap::Done(_))));
                }
            }
            writes
        }
    });
    let store = FileStore::sealed(directory.store(), ring());
    let first = store.reseal_all().await.unwrap();
    done.store(1, Ordering::Relaxed);
    reader.await.unwrap();
    assert!(writer.await.unwrap() > 0);
    assert!(first.resealed + first.busy == RECORDS, "{first:?}");

    store.reseal_all().await.unwrap();
    let newest = FileStore::sealed(directory.store(), keys(2));
    for key in &all {
        let value = get(&newest, key).await.unwrap();
        assert!(value.starts_with(key.account().as_bytes()));
    }
}

#[tokio::test]
async fn a_change_of_keys_that_was_stopped_goes_on() {
    let directory = Directory::new();
    let all = filled(&directory).await;
    let store = FileStore::sealed(directory.store(), keys(2).and_older(keys(1)));
    give_up_after(60, store.reseal_all()).await;
    let newest = FileStore::sealed(directory.store(), keys(2));
    let mut changed = 0;
    for key in &all {
        changed += usize::from(newest.read(key).await.is_ok());
    }
    assert!(0 < changed && changed < RECORDS, "{changed}");
    let rest = store.reseal_all().await.unwrap();
    // The step that was under way is not undone by giving up.
    assert!(rest.current.abs_diff(changed) <= 1, "{rest:?}, {changed}");
    assert_eq!(rest.resealed + rest.current, RECORDS);
    let filter = Filter::default();
    assert_eq!(
        newest.list(&filter, None, 100).await.unwrap().len(),
        RECORDS
    );
    let again = store.reseal_all().await.unwrap();
    assert_eq!((again.resealed, again.current), (0, RECORDS));
}

#[tokio::test]
async fn records_that_do_not_open_are_counted_and_left_alone() {
    let store = Sealed::new(MemoryStore::new(), keys(2));
    let older = Sealed::new(MemoryStore::new(), keys(1));
    put(&older, &key("ada"), b"{}").await;
    let old = get(older.store(), &key("ada")).await.unwrap();
    put(store.store(), &key("ada"), &old).await;
    put(store.store(), &key("bob"), b"garbage").await;
    let count = store.reseal_all().await.unwrap();
    assert_eq!((count.unreadable, count.resealed), (2, 0));
    assert_eq!(get(store.store(), &key("ada")).await.unwrap(), old);
}

/// Polls a future so often, and drops it then.
async fn give_up_after(polls: usize, future: impl Future) {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(());
        }
        left -= 1;
        future.as_mut().poll(context).map(drop)
    })
    .await;
}

/// A directory that is removed at the end of a test.
struct Directory(std::path::PathBuf);

impl Directory {
    fn new() -> Self {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("seal-{}-{number}", std::process::id());
        Self(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    fn store(&self) -> std::path::PathBuf {
        self.0.join("store")
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
