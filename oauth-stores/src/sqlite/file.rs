//! The database file: who may read it, and whether it is still the same one.

use std::fmt;
use std::fs::{self, Metadata, OpenOptions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use oauth_runtime::store::{StoreError, StoreErrorKind};

/// The path of a database, and what was found there.
#[derive(Clone)]
pub(super) struct DatabaseFile {
    path: PathBuf,
}

/// Tells a file from another one that took its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity(u64, u64);

impl DatabaseFile {
    /// Takes a path, and creates the file when there is none.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        // An absolute path: the program may change its directory later.
        let path = std::path::absolute(path).map_err(|error| {
            let text = format!("the path `{}` cannot be used: {error}", path.display());
            StoreError::new(StoreErrorKind::Config, text)
        })?;
        let file = Self { path };
        file.create()?;
        file.check()?;
        Ok(file)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn error(&self, kind: StoreErrorKind, text: &str) -> StoreError {
        StoreError::new(kind, format!("{self} {text}"))
    }

    fn create(&self) -> Result<(), StoreError> {
        // Closing any descriptor of a file gives up all locks that this process
        // has on it, SQLite's too. Taking turns closes ours before a second store
        // of this process can open the file.
        static TURN: Mutex<()> = Mutex::new(());
        let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&self.path) {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                let text = "cannot be created: its directory does not exist; create it first";
                Err(self.error(StoreErrorKind::Config, text))
            }
            Err(error) => {
                let text = format!("cannot be created: {error}");
                Err(self.error(StoreErrorKind::NotWritable, &text))
            }
        }
    }

    /// Looks at the file and its companions as they are now. SQLite itself would
    /// go on with a file that was deleted, and lose what it writes.
    pub(super) fn check(&self) -> Result<Identity, StoreError> {
        let found = fs::metadata(&self.path).map_err(|error| match error.kind() {
            ErrorKind::NotFound => {
                let text = "is gone: restore it, or open the store again to start anew";
                self.error(StoreErrorKind::Unavailable, text)
            }
            ErrorKind::PermissionDenied => {
                let text = format!("cannot be reached: {error}; let this user into its directory");
                self.error(StoreErrorKind::Permissions, &text)
            }
            _ => self.error(
                StoreErrorKind::Unavailable,
                &format!("cannot be reached: {error}"),
            ),
        })?;
        if !found.is_file() {
            return Err(self.error(
                StoreErrorKind::Config,
                "is no regular file: choose another path",
            ));
        }
        self.check_private(&self.path, &found)?;
        for suffix in ["-wal", "-shm", "-journal"] {
            let mut path = self.path.clone().into_os_string();
            path.push(suffix);
            if let Ok(found) = fs::symlink_metadata(&path) {
                self.check_private(Path::new(&path), &found)?;
            }
        }
        Ok(identity(&found))
    }

    #[cfg(unix)]
    fn check_private(&self, path: &Path, found: &Metadata) -> Result<(), StoreError> {
        use std::os::unix::fs::MetadataExt;
        let user = rustix::process::geteuid();
        let text = if found.mode() & 0o077 != 0 {
            let mode = found.mode() & 0o777;
            format!(
                "is open to others: mode {mode:03o}; run `chmod 600 {}`",
                path.display()
            )
        } else if found.uid() != user.as_raw() && !user.is_root() {
            format!(
                "belongs to another user: `{}` has owner {}; run as that user",
                path.display(),
                found.uid()
            )
        } else {
            return Ok(());
        };
        Err(self.error(StoreErrorKind::Permissions, &text))
    }

    #[cfg(not(unix))]
    fn check_private(&self, _path: &Path, _found: &Metadata) -> Result<(), StoreError> {
        Ok(())
    }
}

impl fmt::Display for DatabaseFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SQLite database `{}`", self.path.display())
    }
}

#[cfg(unix)]
fn identity(found: &Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    Identity(found.dev(), found.ino())
}

/// Other systems do not let a file go that is open.
#[cfg(not(unix))]
fn identity(_found: &Metadata) -> Identity {
    Identity(0, 0)
}
