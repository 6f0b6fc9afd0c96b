//! A directory for one test, and what the tests say again and again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use oauth_runtime::store::{ConnectionKey, Entry, Revision, Store, StoreError, Swap};
use oauth_stores::seal::Keys;

/// A directory that is removed at the end of a test.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new() -> Self {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("file-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Where the store is; it makes the directory itself.
    pub(super) fn store(&self) -> PathBuf {
        self.0.join("store")
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The names of the store's files that pass, sorted.
    pub(super) fn files(&self, passes: impl Fn(&str) -> bool) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(self.store())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| passes(name))
            .collect();
        names.sort();
        names
    }

    /// The file of the only record.
    pub(super) fn record(&self) -> PathBuf {
        let names = self.files(|name| name.ends_with(".cred"));
        assert_eq!(names.len(), 1, "{names:?}");
        self.store().join(&names[0])
    }

    pub(super) fn quarantined(&self) -> usize {
        self.files(|name| name.contains(".corrupt-")).len()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub(super) fn key(account: &str) -> ConnectionKey {
    ConnectionKey::new("acme", "my-client", "site=x", account)
}

pub(super) fn keys(byte: u8) -> Keys {
    Keys::from_bytes([byte; 32])
}

/// Writes over whatever is there.
pub(super) async fn put(store: &impl Store, key: &ConnectionKey, value: &[u8]) -> Revision {
    let current = store.read(key).await.unwrap().map(|entry| entry.revision);
    let swap = store.compare_and_swap(key, current, value, None).await;
    match swap.unwrap() {
        Swap::Done(revision) => revision,
        other => panic!("{other:?}"),
    }
}

pub(super) async fn get(store: &impl Store, key: &ConnectionKey) -> Option<Vec<u8>> {
    let entry: Option<Entry> = store.read(key).await.unwrap();
    entry.map(|entry| entry.value.to_vec())
}

pub(super) async fn fails(store: &impl Store, key: &ConnectionKey) -> StoreError {
    store.read(key).await.expect_err("the read fails")
}
