//! What the cases ask of a store, with an error taken as a failed case.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use oauth_runtime::store::{
    ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError, Swap,
};

use super::subject::random_text;

/// Longer than any case takes.
pub(super) const LONG: Duration = Duration::from_secs(300);

/// Long enough for a slow store to answer twice, short enough to wait for.
pub(super) const SHORT: Duration = Duration::from_millis(600);

/// How much later than its time a lease must be free: what clocks may round, and
/// what a call may take that was dropped before.
const GRACE: Duration = Duration::from_secs(3);

const POLL: Duration = Duration::from_millis(20);

/// The system's clock: a store under test has a clock of its own.
pub(super) struct System;

impl Clock for System {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

/// A handle of the store under test.
#[derive(Clone)]
pub(super) struct Handle(Arc<dyn Store>);

impl Handle {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Self(store)
    }

    pub(super) fn raw(&self) -> &dyn Store {
        &*self.0
    }

    pub(super) fn describe(&self) -> String {
        self.0.describe()
    }

    pub(super) async fn read(&self, key: &ConnectionKey) -> Option<Entry> {
        answer("read", key, self.0.read(key).await)
    }

    pub(super) async fn value(&self, key: &ConnectionKey) -> Option<Vec<u8>> {
        self.read(key).await.map(|entry| entry.value.to_vec())
    }

    pub(super) async fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: &[u8],
        fence: Option<u64>,
    ) -> Swap {
        let swap = self.0.compare_and_swap(key, expected, value, fence).await;
        answer("compare_and_swap", key, swap)
    }

    /// Writes a record where there was none.
    pub(super) async fn create(&self, key: &ConnectionKey, value: &[u8]) -> Revision {
        done("creation", key, self.swap(key, None, value, None).await)
    }

    /// Writes over a record.
    pub(super) async fn replace(
        &self,
        key: &ConnectionKey,
        expected: Revision,
        value: &[u8],
    ) -> Revision {
        let swap = self.swap(key, Some(expected), value, None).await;
        done("write over the current revision", key, swap)
    }

    pub(super) async fn delete(&self, key: &ConnectionKey, expected: Revision) -> Swap {
        answer("delete", key, self.0.delete(key, expected).await)
    }

    pub(super) async fn remove(&self, key: &ConnectionKey, expected: Revision) {
        let swap = self.delete(key, expected).await;
        done("deletion of the current revision", key, swap);
    }

    pub(super) async fn lease(&self, key: &ConnectionKey, owner: &Owner, ttl: Duration) -> Leased {
        answer("lease", key, self.0.lease(key, owner, ttl).await)
    }

    /// Takes a lease that must be free.
    pub(super) async fn granted(&self, key: &ConnectionKey, owner: &Owner, ttl: Duration) -> Lease {
        match self.lease(key, owner, ttl).await {
            Leased::Granted(lease) => lease,
            Leased::Held { by, .. } => {
                panic!("the lease of {key} should be free for {owner}, but it is held by {by:?}")
            }
        }
    }

    /// Asks for a lease that somebody else must have.
    pub(super) async fn refused(&self, key: &ConnectionKey, owner: &Owner) {
        let leased = self.lease(key, owner, LONG).await;
        assert!(
            matches!(leased, Leased::Held { .. }),
            "the lease of {key} was granted to {owner} though somebody else has it"
        );
    }

    /// Asks again and again for a lease that ends by its time.
    pub(super) async fn granted_in_time(
        &self,
        key: &ConnectionKey,
        owner: &Owner,
        ttl: Duration,
    ) -> Lease {
        let start = System.monotonic();
        loop {
            let waited = System.monotonic().saturating_sub(start);
            if let Leased::Granted(lease) = self.lease(key, owner, LONG).await {
                return lease;
            }
            assert!(
                waited < ttl + GRACE,
                "the lease of {key} is still held {waited:?} after it was taken for {ttl:?}"
            );
            System.sleep(POLL).await;
        }
    }

    pub(super) async fn release(&self, key: &ConnectionKey, lease: &Lease) {
        answer("release", key, self.0.release(key, lease).await);
    }

    pub(super) async fn list(
        &self,
        filter: &Filter,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Vec<ConnectionKey> {
        match self.0.list(filter, after, limit).await {
            Ok(keys) => keys,
            Err(error) => panic!("`list` after {after:?} failed: {error}"),
        }
    }

    /// All keys that a filter lets through, page by page. Each page but the last
    /// is full and starts after the one before.
    pub(super) async fn pages(&self, filter: &Filter, limit: usize) -> Vec<ConnectionKey> {
        let mut keys: Vec<ConnectionKey> = Vec::new();
        loop {
            let page = self.list(filter, keys.last(), limit).await;
            assert!(page.len() <= limit, "a page of {limit} has {}", page.len());
            assert!(
                page.first().is_none_or(|key| Some(key) > keys.last()),
                "the page after {:?} starts at {:?}, which is not after it",
                keys.last(),
                page.first()
            );
            let more = page.len() == limit;
            keys.extend(page);
            if !more {
                return keys;
            }
        }
    }
}

/// An owner that nobody else is.
pub(super) fn owner(name: &str) -> Owner {
    Owner::new(random_text(), name)
}

fn answer<T>(method: &str, key: &ConnectionKey, result: Result<T, StoreError>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("`{method}` of {key} failed: {error}"),
    }
}

fn done(what: &str, key: &ConnectionKey, swap: Swap) -> Revision {
    match swap {
        Swap::Done(revision) => revision,
        other => panic!("the {what} of {key} should be done, but the answer is {other:?}"),
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}
