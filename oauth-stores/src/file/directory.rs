//! The directory of a store.

use std::fs::{self, DirBuilder, Metadata};
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::Ordering;

use oauth_runtime::store::{StoreError, StoreErrorKind};

use super::{FileStore, fault, open};

impl FileStore {
    /// Whether the directory is there, and safe.
    pub(super) fn directory_is_there(&self) -> Result<bool, StoreError> {
        match fs::metadata(&self.directory) {
            Ok(metadata) => {
                check(&self.directory, &metadata)?;
                self.shared.seen.store(true, Ordering::Relaxed);
                Ok(true)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                // Made again, it could hide a file system that is not mounted at the moment.
                match self.shared.seen.load(Ordering::Relaxed) {
                    true => Err(self.vanished()),
                    false => Ok(false),
                }
            }
            Err(error) => Err(fault::reading(&self.directory, &error)),
        }
    }

    /// Makes the directory if it was never there.
    pub(super) fn make_directory(&self) -> Result<(), StoreError> {
        if self.directory_is_there()? {
            return Ok(());
        }
        let failed = |error| fault::writing(&self.directory, &error);
        let parent = self.directory.parent();
        let parent = parent.filter(|parent| !parent.as_os_str().is_empty());
        if let Some(parent) = parent {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        match private(&mut DirBuilder::new()).create(&self.directory) {
            Ok(()) => open::make_private_directory(&self.directory).map_err(failed)?,
            // Another process was first.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => (),
            Err(error) => return Err(failed(error)),
        }
        open::sync_directory(parent.unwrap_or(Path::new("."))).map_err(failed)?;
        match self.directory_is_there()? {
            true => Ok(()),
            false => Err(self.vanished()),
        }
    }

    fn vanished(&self) -> StoreError {
        StoreError::new(
            StoreErrorKind::Unavailable,
            format!(
                "the directory `{}` of the store has vanished; bring it back, or restart the \
                 program to begin with an empty store",
                self.directory.display()
            ),
        )
    }
}

#[cfg(unix)]
fn private(builder: &mut DirBuilder) -> &DirBuilder {
    use std::os::unix::fs::DirBuilderExt as _;
    builder.mode(0o700)
}

#[cfg(not(unix))]
fn private(builder: &mut DirBuilder) -> &DirBuilder {
    builder
}

fn check(path: &Path, metadata: &Metadata) -> Result<(), StoreError> {
    if !metadata.is_dir() {
        return Err(StoreError::new(
            StoreErrorKind::Config,
            format!(
                "`{}` is not a directory; name a directory for the store",
                path.display()
            ),
        ));
    }
    // Others may pass through: the files themselves are closed to them.
    open::check_owner_and_mode(path, metadata, 0o066, 0o700)
}
