//! Opening files without following, waiting for, or trusting what is not ours.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use oauth_runtime::store::{StoreError, StoreErrorKind};

use super::fault;

pub(super) use system::{
    check_owner_and_mode, create_private, identity, make_private_directory, sync_directory,
};

/// Names a file on its file system, whatever its path. All zeros where the
/// system has no such thing.
pub(super) type Identity = [u64; 2];

/// What stands where a record is looked for.
pub(super) enum Found {
    Nothing,
    /// No regular file, and what it is.
    Odd(&'static str),
    File {
        file: File,
        /// Where it really is, links resolved.
        path: PathBuf,
    },
}

/// Opens the file of a record for reading.
pub(super) fn record(path: &Path) -> Result<Found, StoreError> {
    let path = match resolve(path)? {
        Some(path) => path,
        None => return Ok(Found::Nothing),
    };
    // Looked at before it is opened: opening a device can have effects.
    match fs::symlink_metadata(&path) {
        Ok(metadata) => {
            if let Some(kind) = odd(&metadata) {
                return Ok(Found::Odd(kind));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(fault::reading(&path, &error)),
    }
    let file = match system::open_to_read(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
        Err(error) => return Err(fault::reading(&path, &error)),
    };
    let metadata = file
        .metadata()
        .map_err(|error| fault::reading(&path, &error))?;
    if let Some(kind) = odd(&metadata) {
        return Ok(Found::Odd(kind));
    }
    check_owner_and_mode(&path, &metadata, 0o077, 0o600)?;
    Ok(Found::File { file, path })
}

/// Opens a file to be locked, and makes it if it is not there.
pub(super) fn lock(path: &Path) -> Result<File, StoreError> {
    let file = system::open_or_create(path).map_err(|error| {
        let there = fs::symlink_metadata(path).ok();
        match there.as_ref().and_then(odd) {
            Some(kind) => unlockable(path, kind),
            None => fault::writing(path, &error),
        }
    })?;
    let metadata = file
        .metadata()
        .map_err(|error| fault::writing(path, &error))?;
    match odd(&metadata) {
        Some(kind) => Err(unlockable(path, kind)),
        None => check_owner_and_mode(path, &metadata, 0o077, 0o600).map(|()| file),
    }
}

/// Where a link leads. `None` when there is nothing at all.
fn resolve(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_symlink() => match fs::canonicalize(path) {
            Ok(target) => Ok(Some(target)),
            Err(error) => Err(StoreError::new(
                StoreErrorKind::Unavailable,
                format!(
                    "`{}` is a link that leads nowhere: {error}; bring its target back, or remove it",
                    path.display()
                ),
            )),
        },
        Ok(_) => Ok(Some(path.to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(fault::reading(path, &error)),
    }
}

fn odd(metadata: &Metadata) -> Option<&'static str> {
    if metadata.is_file() {
        None
    } else if metadata.is_dir() {
        Some("directory")
    } else if metadata.is_symlink() {
        Some("link")
    } else {
        Some("pipe, socket or device")
    }
}

fn unlockable(path: &Path, kind: &str) -> StoreError {
    StoreError::new(
        StoreErrorKind::Config,
        format!(
            "`{}` is a {kind} where the store needs its lock file; remove it",
            path.display()
        ),
    )
}

#[cfg(unix)]
mod system {
    use std::fs::{OpenOptions, Permissions};
    use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};

    use rustix::fs::OFlags;

    use super::{File, Identity, Metadata, Path, StoreError, fault, fs, io};

    /// Follows no link, and does not wait for the other end of a pipe.
    fn flags() -> i32 {
        (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits().cast_signed()
    }

    pub(in super::super) fn open_to_read(path: &Path) -> io::Result<File> {
        OpenOptions::new()
            .read(true)
            .custom_flags(flags())
            .open(path)
    }

    pub(in super::super) fn open_or_create(path: &Path) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).custom_flags(flags());
        match options.open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                options.create(true).truncate(false).mode(0o600).open(path)
            }
            opened => opened,
        }
    }

    /// Makes a file that must not be there yet, for its owner only whatever the umask.
    pub(in super::super) fn create_private(path: &Path) -> io::Result<File> {
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .custom_flags(flags())
            .open(path)?;
        file.set_permissions(Permissions::from_mode(0o600))?;
        Ok(file)
    }

    pub(in super::super) fn make_private_directory(path: &Path) -> io::Result<()> {
        fs::set_permissions(path, Permissions::from_mode(0o700))
    }

    pub(in super::super) fn sync_directory(path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    pub(in super::super) fn identity(metadata: &Metadata) -> Identity {
        [metadata.dev(), metadata.ino()]
    }

    /// Refuses what belongs to somebody else, or grants others a bit of `closed`.
    pub(in super::super) fn check_owner_and_mode(
        path: &Path,
        metadata: &Metadata,
        closed: u32,
        right: u32,
    ) -> Result<(), StoreError> {
        let us = rustix::process::geteuid().as_raw();
        let path_text = path.display();
        if metadata.uid() != us {
            return Err(fault::permissions(
                path,
                &format!("belongs to user {}, and this is user {us}", metadata.uid()),
                &format!("run the program as its owner, or `chown {us} '{path_text}'`"),
            ));
        }
        let mode = metadata.mode() & 0o7777;
        if mode & closed != 0 {
            return Err(fault::permissions(
                path,
                &format!("is open to other users (mode {mode:04o})"),
                &format!("`chmod {right:o} '{path_text}'`, and think of its tokens as known"),
            ));
        }
        Ok(())
    }
}

/// Elsewhere the directory inherits who may read it, from the user's profile.
#[cfg(not(unix))]
mod system {
    use std::fs::OpenOptions;

    use super::{File, Identity, Metadata, Path, StoreError, io};

    pub(in super::super) fn open_to_read(path: &Path) -> io::Result<File> {
        File::open(path)
    }

    pub(in super::super) fn open_or_create(path: &Path) -> io::Result<File> {
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
    }

    pub(in super::super) fn create_private(path: &Path) -> io::Result<File> {
        OpenOptions::new().write(true).create_new(true).open(path)
    }

    pub(in super::super) fn make_private_directory(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn sync_directory(_: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(in super::super) fn identity(_: &Metadata) -> Identity {
        [0, 0]
    }

    pub(in super::super) fn check_owner_and_mode(
        _: &Path,
        _: &Metadata,
        _: u32,
        _: u32,
    ) -> Result<(), StoreError> {
        Ok(())
    }
}
