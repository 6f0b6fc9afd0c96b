//! A few connections that are used again: one lane for writing, one for reading.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;
use super::file::{DatabaseFile, Identity};
use super::schema;

/// So many connections at most, made when they are needed.
pub(super) struct Lane {
    turns: Arc<Semaphore>,
    idle: Mutex<Vec<Open>>,
}

struct Open {
    connection: Connection,
    identity: Identity,
}

impl Lane {
    pub(super) fn new(connections: usize) -> Self {
        Self {
            turns: Arc::new(Semaphore::new(connections)),
            idle: Mutex::default(),
        }
    }

    /// Waits for one of the lane's connections. The semaphore is never closed, so
    /// there is always a permit to wait for.
    pub(super) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turns).acquire_owned().await.ok()
    }

    fn idle(&self) -> MutexGuard<'_, Vec<Open>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does some work on a connection. After a failure the connection is closed,
    /// so that the next call begins with a fresh one.
    pub(super) fn with<T>(
        &self,
        file: &DatabaseFile,
        busy_timeout: Duration,
        work: impl FnOnce(&mut Connection) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let identity = file.check()?;
        let idle = self.idle().pop().filter(|open| open.identity == identity);
        let mut open = match idle {
            Some(open) => open,
            None => Open {
                connection: connect(file, busy_timeout)?,
                identity,
            },
        };
        let done = work(&mut open.connection);
        if done.is_ok() {
            self.idle().push(open);
        }
        done
    }
}

/// Opens a file that exists. Until its version is known nothing is written: no
/// journal mode, and no checkpoint when the connection closes.
fn connect(file: &DatabaseFile, busy_timeout: Duration) -> Result<Connection, Failure> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file.path(), flags)?;
    connection.busy_timeout(busy_timeout)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    schema::refuse_newer(&connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
    // Settings of the connection, none of the file. Deleted tokens are
    // overwritten; the cache is bounded to 1 MiB.
    connection.execute_batch(
        "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON;
         PRAGMA trusted_schema = OFF; PRAGMA cache_size = -1024;",
    )?;
    Ok(connection)
}
