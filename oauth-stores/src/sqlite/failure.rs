//! What SQLite's errors mean for a store.

use std::io;
use std::time::Duration;

use oauth_runtime::store::{StoreError, StoreErrorKind};
use rusqlite::ErrorCode;

use super::file::DatabaseFile;

/// Why a piece of work failed, before the file's name is known.
#[derive(Debug)]
pub(super) enum Failure {
    Sqlite(rusqlite::Error),
    Store(StoreError),
    Io(io::Error),
    /// The version this program needs, and the one that was found.
    Version(usize, u32),
    /// The database is another program's.
    Foreign,
    /// Waited for too long for those before.
    Queue,
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl Failure {
    /// The error that the caller sees: it names the file and the way out.
    pub(super) fn at(self, file: &DatabaseFile, busy_timeout: Duration) -> StoreError {
        let (kind, text) = match self {
            Self::Store(error) => return error,
            Self::Version(current, found) => {
                let checked = crate::migration::check(current, found, &file.to_string());
                return checked
                    .err()
                    .unwrap_or_else(|| Self::Foreign.at(file, busy_timeout));
            }
            Self::Sqlite(error) => sqlite(&error, busy_timeout),
            Self::Io(error) => (
                StoreErrorKind::NotWritable,
                format!(
                    "cannot be written: {error}; make room or make it writable, then try again"
                ),
            ),
            Self::Foreign => (
                StoreErrorKind::Corrupt,
                "was written by another program: give the store a path of its own".to_owned(),
            ),
            Self::Queue => (StoreErrorKind::Held, held(busy_timeout)),
        };
        StoreError::new(kind, format!("{file} {text}"))
    }
}

fn held(busy_timeout: Duration) -> String {
    format!(
        "has been locked for {busy_timeout:?}: find the process that holds it \
         (`fuser` names it), or raise the busy timeout"
    )
}

fn sqlite(error: &rusqlite::Error, busy_timeout: Duration) -> (StoreErrorKind, String) {
    let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
    // SQLite's own words for a code; its messages could quote a statement's values.
    let reason = rusqlite::ffi::code_to_str(extended);
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            (StoreErrorKind::Held, held(busy_timeout))
        }
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => (
            StoreErrorKind::Corrupt,
            format!(
                "is damaged or no SQLite database ({reason}): move it away, and restore a backup or sign in again"
            ),
        ),
        Some(ErrorCode::ReadOnly) => (
            StoreErrorKind::NotWritable,
            format!("is read-only ({reason}): make the file and its directory writable"),
        ),
        Some(ErrorCode::DiskFull) => (
            StoreErrorKind::NotWritable,
            format!("cannot grow ({reason}): make room on its disk"),
        ),
        Some(ErrorCode::SystemIoFailure) if is_write(extended) => (
            StoreErrorKind::NotWritable,
            format!("cannot be written ({reason}): look at its disk, its quota and its limits"),
        ),
        Some(ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied) => (
            StoreErrorKind::Permissions,
            format!("cannot be opened ({reason}): let this user read and write it"),
        ),
        Some(ErrorCode::TooBig) => (
            StoreErrorKind::NotWritable,
            format!("cannot hold a record of this size ({reason})"),
        ),
        Some(ErrorCode::CannotOpen | ErrorCode::SystemIoFailure | ErrorCode::OutOfMemory) => (
            StoreErrorKind::Unavailable,
            format!("cannot be reached ({reason}): look whether it and its directory are there"),
        ),
        Some(_) => (
            StoreErrorKind::Corrupt,
            format!(
                "does not have the tables it should have ({reason}): restore a backup, or move it away and migrate anew"
            ),
        ),
        None => (
            StoreErrorKind::Corrupt,
            "holds a row of another form: restore a backup, or move it away and migrate anew"
                .to_owned(),
        ),
    }
}

fn is_write(extended: i32) -> bool {
    use rusqlite::ffi;
    matches!(
        extended,
        ffi::SQLITE_IOERR_WRITE
            | ffi::SQLITE_IOERR_FSYNC
            | ffi::SQLITE_IOERR_DIR_FSYNC
            | ffi::SQLITE_IOERR_TRUNCATE
            | ffi::SQLITE_IOERR_DELETE
            | ffi::SQLITE_IOERR_SHMSIZE
            | ffi::SQLITE_IOERR_SHMOPEN
    )
}
