//! One SQLite database, for all processes of one machine.

mod failure;
mod file;
mod lane;
mod schema;
mod statement;

use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use rusqlite::Connection;
use zeroize::Zeroizing;

use failure::Failure;
use file::DatabaseFile;
use lane::Lane;

/// Less than the ten seconds that a session gives its store, so that a lock that
/// is held for too long is told as that.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// How many connections read at the same time. SQLite has one writer.
const READERS: usize = 4;

/// Records in one SQLite database, shared by all processes of one machine.
///
/// The database belongs to this store alone and is readable by its owner only.
/// It is not encrypted: keep it on an encrypted disk. Not for network file
/// systems, whose locks SQLite cannot rely on.
///
/// A store works in tokio's blocking threads, so what has begun is completed
/// even when the caller's future is dropped.
#[derive(Clone)]
pub struct SqliteStore {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    file: DatabaseFile,
    busy_timeout: Duration,
    writer: Arc<Lane>,
    readers: Arc<Lane>,
}

impl SqliteStore {
    /// Opens the database at a path, or creates an empty one with mode 0600 in a
    /// directory that exists. Nothing is read or written before the first call;
    /// call [`Store::migrate`] once before the first use.
    ///
    /// # Errors
    /// [`StoreErrorKind::Permissions`] when others can read the file,
    /// [`StoreErrorKind::Config`] when the directory is missing or the path is no
    /// file, [`StoreErrorKind::NotWritable`] when it cannot be created.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        let file = DatabaseFile::open(path.as_ref())?;
        Ok(Self {
            inner: Arc::new(Inner {
                file,
                busy_timeout: BUSY_TIMEOUT,
                writer: Arc::new(Lane::new(1)),
                readers: Arc::new(Lane::new(READERS)),
            }),
        })
    }

    /// How long a call waits for a lock that another connection has before it
    /// fails with [`StoreErrorKind::Held`]. The default is 5 s.
    #[must_use]
    pub fn with_busy_timeout(self, busy_timeout: Duration) -> Self {
        Self {
            inner: Arc::new(Inner {
                file: self.inner.file.clone(),
                busy_timeout,
                writer: Arc::new(Lane::new(1)),
                readers: Arc::new(Lane::new(READERS)),
            }),
        }
    }

    fn read_with<'a, T: Send + 'static>(
        &'a self,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure> + Send + 'static,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        Box::pin(self.run(&self.inner.readers, work))
    }

    fn write_with<'a, T: Send + 'static>(
        &'a self,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure> + Send + 'static,
    ) -> BoxFuture<'a, Result<T, StoreError>> {
        Box::pin(self.run(&self.inner.writer, work))
    }

    async fn run<T: Send + 'static>(
        &self,
        lane: &Arc<Lane>,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, StoreError> {
        let Inner {
            file, busy_timeout, ..
        } = &*self.inner;
        let turn = tokio::time::timeout(*busy_timeout, lane.turn()).await;
        let turn = turn.map_err(|_| Failure::Queue.at(file, *busy_timeout))?;
        let (file, busy_timeout, lane) = (file.clone(), *busy_timeout, Arc::clone(lane));
        let place = file.to_string();
        let done = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            let done = lane.with(&file, busy_timeout, work);
            done.map_err(|failure| failure.at(&file, busy_timeout))
        });
        done.await.unwrap_or_else(|_| {
            let text =
                format!("{place}: the call was stopped with the runtime; read the record again");
            Err(StoreError::new(StoreErrorKind::Unavailable, text))
        })
    }
}

impl fmt::Debug for SqliteStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SqliteStore")
            .field(&self.describe())
            .finish()
    }
}

impl Store for SqliteStore {
    fn describe(&self) -> String {
        self.inner.file.to_string()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        let key = key.clone();
        self.read_with(move |connection| statement::read(connection, &key))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let (key, value) = (key.clone(), Zeroizing::new(value.to_vec()));
        self.write_with(move |connection| {
            statement::swap(connection, &key, expected, &value, fence)
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        let (key, owner) = (key.clone(), owner.clone());
        self.write_with(move |connection| statement::lease(connection, &key, owner, ttl))
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let (key, lease) = (key.clone(), lease.clone());
        self.write_with(move |connection| statement::release(connection, &key, &lease))
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        let page = crate::keyset::page("record", filter, after, limit);
        self.read_with(move |connection| statement::list(connection, page.as_ref()))
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let key = key.clone();
        self.write_with(move |connection| statement::delete(connection, &key, expected))
    }

    fn migrate(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.write_with(|connection| schema::migrate(connection, schema::STEPS))
    }
}
