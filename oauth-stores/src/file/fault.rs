//! What an error of the operating system means for a store.

use std::io::{Error, ErrorKind};
use std::path::Path;

use oauth_runtime::store::{StoreError, StoreErrorKind};

/// Something could not be read.
pub(super) fn reading(path: &Path, error: &Error) -> StoreError {
    let (kind, way_out) = match error.kind() {
        ErrorKind::PermissionDenied => (
            StoreErrorKind::Permissions,
            "run the program as the owner of the file",
        ),
        _ => (StoreErrorKind::Unavailable, "try again"),
    };
    StoreError::new(
        kind,
        format!("`{}` cannot be read: {error}; {way_out}", path.display()),
    )
}

/// Something could not be written.
pub(super) fn writing(path: &Path, error: &Error) -> StoreError {
    let way_out = match error.kind() {
        ErrorKind::StorageFull => "make room on the disk",
        ErrorKind::QuotaExceeded => "make room within the quota",
        ErrorKind::FileTooLarge => "raise the limit on the size of files (`ulimit -f`)",
        ErrorKind::ReadOnlyFilesystem => "mount the file system for writing",
        ErrorKind::PermissionDenied => "run the program as the owner of the directory",
        ErrorKind::NotFound => "the directory has vanished: bring it back",
        _ => "try again",
    };
    StoreError::new(
        StoreErrorKind::NotWritable,
        format!("`{}` cannot be written: {error}; {way_out}", path.display()),
    )
}

/// A file could not be locked.
pub(super) fn locking(path: &Path, error: &Error) -> StoreError {
    StoreError::new(
        StoreErrorKind::Unavailable,
        format!(
            "`{}` cannot be locked: {error}; the store needs a file system that supports locks, \
             such as a local disk",
            path.display()
        ),
    )
}

/// Others can read or write what is ours, or it is not ours.
#[cfg(unix)]
pub(super) fn permissions(path: &Path, what: &str, way_out: &str) -> StoreError {
    StoreError::new(
        StoreErrorKind::Permissions,
        format!("`{path}` {what}; {way_out}", path = path.display()),
    )
}
