//! One file for each connection.

mod aside;
mod directory;
mod fault;
mod lease;
mod list;
mod lock;
mod name;
mod open;
mod record;
mod replace;
mod state;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    Swap,
};

use crate::seal::{Keys, Sealed};
use crate::worker::blocking;

pub use replace::FAILPOINTS as FILE_FAILPOINTS;

/// How long a call waits for a lock that another process holds. Less than the ten
/// seconds that a session gives its store, so that the holder is named.
const LOCK_WAIT: Duration = Duration::from_secs(5);

/// Keeps each record in a file of its own, for all processes of one machine.
///
/// [`sealed`](Self::sealed) encrypts the records and is the normal way;
/// [`plain`](Self::plain) does not. The directory and its files are readable by
/// their owner only, and a store that others can read is refused.
///
/// A record is replaced whole or not at all: it is written to a temporary file,
/// synced, and renamed. A damaged file is moved to `NAME.corrupt-TIME-N` beside
/// it. The files `*.lock` and `*.held` belong to the store; do not delete them
/// while programs run.
///
/// The lease of a process that died is free at once, the lease of one that
/// hangs after its time. It needs a file system with locks: a local one, or
/// one over the network that supports them.
#[derive(Clone)]
pub struct FileStore {
    directory: Arc<Path>,
    lock_wait: Duration,
    clock: Arc<dyn Clock>,
    shared: Arc<Shared>,
}

/// What all handles of one store in this process have in common.
#[derive(Default)]
struct Shared {
    /// Whether the directory was there once: then it must not vanish.
    seen: AtomicBool,
    /// By the name of the connection's files.
    liveness: Mutex<HashMap<String, lease::Liveness>>,
    listed: Mutex<HashMap<String, list::Listed>>,
}

struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

impl FileStore {
    /// A store in this directory whose records are encrypted. The directory is
    /// made, for its owner only, when the first record is written.
    pub fn sealed(directory: impl Into<PathBuf>, keys: Keys) -> Sealed<Self> {
        Sealed::new(Self::plain(directory), keys)
    }

    /// A store in this directory whose records are not encrypted: whoever can
    /// read the disk or a backup of it has the tokens.
    pub fn plain(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into().into(),
            lock_wait: LOCK_WAIT,
            clock: Arc::new(SystemClock),
            shared: Arc::default(),
        }
    }

    /// Waits for a lock that another process holds at most this long. The default
    /// is five seconds.
    #[must_use]
    pub fn with_lock_wait(mut self, wait: Duration) -> Self {
        self.lock_wait = wait;
        self
    }

    /// Takes the time by which leases end from this clock's wall time. All
    /// processes that share the directory must agree on it.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Milliseconds since 1970.
    fn now(&self) -> u64 {
        let since = self.clock.now().duration_since(SystemTime::UNIX_EPOCH);
        since.map_or(0, state::milliseconds)
    }
}

impl fmt::Debug for FileStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileStore")
            .field("directory", &self.directory)
            .field("lock_wait", &self.lock_wait)
            .finish_non_exhaustive()
    }
}

impl Store for FileStore {
    fn describe(&self) -> String {
        format!("file {} (plain)", self.directory.display())
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        let (store, key) = (self.clone(), key.clone());
        Box::pin(blocking(move || store.read_record(&key)))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let (store, key) = (self.clone(), key.clone());
        Box::pin(async move {
            // Encoded before the first wait, so that the work needs no copy of the value.
            let (revision, record) = record::encode(&key, value)?;
            blocking(move || store.swap(&key, expected, revision, &record, fence)).await
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        let (store, key, owner) = (self.clone(), key.clone(), owner.clone());
        Box::pin(blocking(move || store.take_lease(&key, &owner, ttl)))
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let (store, key, lease) = (self.clone(), key.clone(), lease.clone());
        Box::pin(blocking(move || store.give_back(&key, &lease)))
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        let (store, filter, after) = (self.clone(), filter.clone(), after.cloned());
        Box::pin(blocking(move || {
            store.list_keys(&filter, after.as_ref(), limit)
        }))
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let (store, key) = (self.clone(), key.clone());
        Box::pin(blocking(move || store.remove(&key, expected)))
    }

    fn set_aside<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        let (store, key) = (self.clone(), key.clone());
        Box::pin(blocking(move || store.put_aside(&key)))
    }
}
