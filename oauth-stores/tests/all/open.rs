//! Stores by their URL.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what a test is built of fails as the test does"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use oauth_runtime::store::{ConnectionKey, Store, StoreError, StoreErrorKind, Swap};
use oauth_stores::{open, open_migrated};

/// A directory that is gone at the end.
struct Place(PathBuf);

impl Place {
    fn new() -> Self {
        let mut id = [0; 8];
        getrandom::fill(&mut id).unwrap();
        let name = format!("oauth-stores-test-{:016x}", u64::from_be_bytes(id));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir(&path).unwrap();
        Self(path)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }

    /// A file that only we can read.
    fn secret(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        mode(&path, 0o600);
        path
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
fn mode(path: &str, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(not(unix))]
fn mode(_: &str, _: u32) {}

const KEY: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n";
const CANARY: &[u8] = b"canary-refresh-token";

async fn refused(url: &str) -> StoreError {
    match open(url).await {
        Ok(store) => panic!("{url} opened {}", store.describe()),
        Err(error) => error,
    }
}

async fn keeps(store: &Arc<dyn Store>) {
    let ada = ConnectionKey::new("acme", "id", "", "ada");
    let swap = store
        .compare_and_swap(&ada, None, CANARY, None)
        .await
        .unwrap();
    assert!(matches!(swap, Swap::Done(_)), "{swap:?}");
    assert_eq!(&store.read(&ada).await.unwrap().unwrap().value[..], CANARY);
}

fn on_disk(directory: &Path, needle: &[u8]) -> bool {
    std::fs::read_dir(directory).unwrap().any(|entry| {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => on_disk(&path, needle),
            false => std::fs::read(path)
                .unwrap()
                .windows(needle.len())
                .any(|part| part == needle),
        }
    })
}

#[tokio::test]
async fn memory_opens_and_keeps() {
    let store = open_migrated("memory:").await.unwrap();
    assert_eq!(store.describe(), "memory");
    keeps(&store).await;
}

#[tokio::test]
async fn files_are_encrypted_by_key_or_passphrase_and_plain_only_on_demand() {
    let place = Place::new();
    let key = place.secret("key", KEY);
    let passphrase = place.secret("passphrase", "correct horse battery staple\n");
    for (sealing, plain) in [
        (format!("key=file:{key}"), false),
        (format!("passphrase=file:{passphrase}"), false),
        ("key=none".to_owned(), true),
    ] {
        let own = Place::new();
        let url = format!("file:{}?{sealing}", own.path("to%20kens"));
        keeps(&open_migrated(&url).await.unwrap()).await;
        assert!(
            own.0.join("to kens").is_dir(),
            "the path is percent-decoded"
        );
        assert_eq!(on_disk(&own.0, CANARY), plain, "{sealing}");
        let again = open(&url.replace("file:/", "file:///")).await.unwrap();
        let ada = ConnectionKey::new("acme", "id", "", "ada");
        assert_eq!(&again.read(&ada).await.unwrap().unwrap().value[..], CANARY);
    }
}

#[tokio::test]
async fn a_file_store_without_a_key_names_the_choices() {
    let error = refused("file:/tmp/never-made").await;
    assert_eq!(error.kind(), StoreErrorKind::Config);
    for choice in [
        "key=env:NAME",
        "key=file:",
        "key=keyring:",
        "passphrase=env:NAME",
        "key=none",
    ] {
        assert!(error.to_string().contains(choice), "{error}");
    }
}

#[tokio::test]
async fn a_key_that_cannot_be_had_is_named_and_not_replaced() {
    let place = Place::new();
    let short = place.secret("short", "canary00");
    let wide = place.secret("wide", KEY);
    mode(&wide, 0o644);
    let missing = place.path("missing");
    for (origin, names) in [
        (
            "key=env:OAUTH_STORES_TEST_UNSET".to_owned(),
            "OAUTH_STORES_TEST_UNSET",
        ),
        ("passphrase=env:A=B".to_owned(), "A=B"),
        (format!("key=file:{short}"), "32 bytes"),
        (format!("key=file:{missing}"), "missing"),
        (format!("key=file:{}", place.path("")), "not a short file"),
    ] {
        let error = refused(&format!("file:{}?{origin}", place.path("tokens"))).await;
        assert_eq!(error.kind(), StoreErrorKind::Config, "{origin}");
        assert!(error.to_string().contains(names), "{error}");
        assert!(!error.to_string().contains("canary"), "{error}");
    }
    if cfg!(unix) {
        let error = refused(&format!("file:/tmp/never-made?key=file:{wide}")).await;
        assert_eq!(error.kind(), StoreErrorKind::Permissions);
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
    assert!(!place.0.join("missing").exists());
}

#[tokio::test]
async fn urls_that_cannot_work_say_what_to_write_and_repeat_no_secret() {
    for (url, hint) in [
        ("", "starts with `memory:`"),
        ("canary", "starts with `memory:`"),
        ("canary:x", "unknown scheme"),
        ("memory:canary", "without a name"),
        ("memory:?key=none", "takes no parameters"),
        ("file:?key=none", "names no path"),
        ("file:~/canary?key=none", "`~` is not expanded"),
        ("file://canary/path?key=none", "names a host"),
        ("file:/a#canary?key=none", "%23"),
        ("file:/a%00canary?key=none", "NUL"),
        ("file:/a%ffcanary?key=none", "UTF-8"),
        ("file:/a?key=none&canary=1", "not known"),
        ("file:/a?key=canary", "does not stand in"),
        ("file:/a?passphrase=canary", "does not stand in"),
        (
            "file:/a?passphrase=keyring:canary/b",
            "not read from the keyring",
        ),
        ("file:/a?key=keyring:canary", "does not stand in"),
        ("file:/a?key=none&passphrase=env:CANARY", "more than one"),
        ("file:/a?key=none&key=none", "more than one"),
    ] {
        let error = refused(url).await;
        assert_eq!(error.kind(), StoreErrorKind::Config, "{url}");
        assert!(error.to_string().contains(hint), "{url}: {error}");
        assert!(
            !error.to_string().to_lowercase().contains("canary"),
            "{error}"
        );
    }
}

#[cfg(all(
    feature = "keyring",
    feature = "postgres",
    feature = "redis",
    feature = "sqlite"
))]
#[tokio::test]
async fn urls_of_servers_are_checked_without_repeating_a_password() {
    for (url, hint) in [
        ("rediss://:canary@127.0.0.1/", "no TLS"),
        ("redis://:can?ary@127.0.0.1/", "percent-encoded"),
        ("redis://127.0.0.1/?protocol=canary", "not known"),
        ("redis://127.0.0.1/?prefix=%7Bcanary", "braces"),
        ("redis://127.0.0.1/?key=canary", "does not stand in"),
        ("postgres://:canary@", "postgres"),
        ("sqlite:/a?mode=canary", "not known"),
        ("keyring:", "names no service"),
        ("keyring:canary?key=none", "takes no parameters"),
    ] {
        let error = refused(url).await;
        assert_eq!(error.kind(), StoreErrorKind::Config, "{url}");
        let text = error.to_string();
        assert!(
            text.to_lowercase().contains(&hint.to_lowercase()),
            "{url}: {error}"
        );
        assert!(hint == "braces" || !text.contains("canary"), "{error}");
    }
    let redis = open("redis://ada:canary@127.0.0.1:6399/2?prefix=acme%3A&key=none")
        .await
        .unwrap();
    assert_eq!(redis.describe(), "redis 127.0.0.1:6399/2 (prefix `acme:`)");
    let keyring = open("keyring:my%20program").await.unwrap();
    assert!(keyring.describe().contains("service `my program`"));
}

#[cfg(feature = "sqlite")]
#[tokio::test]
async fn a_database_is_sealed_when_its_url_says_so() {
    let place = Place::new();
    let key = place.secret("key", KEY);
    for (query, plain) in [(String::new(), true), (format!("?key=file:{key}"), false)] {
        let own = Place::new();
        let url = format!("sqlite:{}{query}", own.path("tokens.db"));
        keeps(&open_migrated(&url).await.unwrap()).await;
        assert_eq!(on_disk(&own.0, CANARY), plain, "{url}");
    }
}
