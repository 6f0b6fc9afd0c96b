//! A prefix of its own on the server, emptied at the end.

#![expect(
    clippy::unwrap_used,
    reason = "what a test is built of fails as the test does"
)]

use std::collections::BTreeSet;

use oauth_runtime::store::{ConnectionKey, Store};
use oauth_stores::RedisStore;
use redis::{Commands, Connection};

pub(super) struct Fixture {
    prefix: String,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the environment names the server to test against"
)]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

pub(super) fn url() -> String {
    setting("OAUTH_TEST_REDIS").unwrap_or_else(|| "redis://127.0.0.1:6379/".to_owned())
}

pub(super) fn key(account: &str) -> ConnectionKey {
    ConnectionKey::new("acme", "my-client", "", account)
}

impl Fixture {
    /// `None` when no server runs and none is required.
    pub(super) fn empty() -> Option<Self> {
        let client = redis::Client::open(url()).unwrap();
        if let Err(error) = client.get_connection() {
            let place = client.get_connection_info().addr().to_string();
            assert!(
                setting("OAUTH_STORES").as_deref() != Some("required"),
                "redis is not running on {place}: {error}"
            );
            eprintln!("skipped: redis is not running on {place}");
            return None;
        }
        let mut id = [0; 8];
        getrandom::fill(&mut id).unwrap();
        Some(Self {
            prefix: format!("test-{:016x}:", u64::from_be_bytes(id)),
        })
    }

    pub(super) async fn migrated() -> Option<Self> {
        let server = Self::empty()?;
        server.store().migrate().await.unwrap();
        Some(server)
    }

    pub(super) fn store(&self) -> RedisStore {
        self.store_at(&url())
    }

    pub(super) fn store_at(&self, url: &str) -> RedisStore {
        RedisStore::new(url)
            .unwrap()
            .with_prefix(&*self.prefix)
            .unwrap()
    }

    fn connection() -> Connection {
        redis::Client::open(url())
            .unwrap()
            .get_connection()
            .unwrap()
    }

    fn name(&self, rest: &str) -> String {
        format!("{{{}}}{rest}", self.prefix)
    }

    pub(super) fn names(&self) -> BTreeSet<String> {
        let mut connection = Self::connection();
        let names = connection.scan_match(self.name("*")).unwrap();
        names.map(Result::unwrap).collect()
    }

    pub(super) fn set(&self, rest: &str, value: &str) {
        let () = Self::connection().set(self.name(rest), value).unwrap();
    }

    pub(super) fn get(&self, name: &str) -> String {
        Self::connection().get(name).unwrap()
    }

    pub(super) fn forget_all_but_the_schema(&self) {
        for name in self
            .names()
            .iter()
            .filter(|name| **name != self.name("schema"))
        {
            let () = Self::connection().del(name).unwrap();
        }
    }
}

impl Drop for Fixture {
    fn drop(&mut self) {
        for name in self.names() {
            let () = Self::connection().del(name).unwrap();
        }
    }
}
