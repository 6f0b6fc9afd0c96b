//! Putting damaged records out of the way.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::Duration;

use oauth_runtime::store::{ConnectionKey, StoreError};

use super::name::Names;
use super::{FileStore, fault, open};

impl FileStore {
    pub(super) fn put_aside(&self, key: &ConnectionKey) -> Result<Option<String>, StoreError> {
        if !self.directory_is_there()? {
            return Ok(None);
        }
        let names = Names::new(&self.directory, key);
        let _locked = self.lock(&names)?;
        match fs::symlink_metadata(&names.record) {
            Ok(_) => Ok(Some(self.move_aside(&names)?.display().to_string())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(fault::reading(&names.record, &error)),
        }
    }

    /// Renames a record, whatever it is, and tells its new name. The caller has the lock.
    pub(super) fn move_aside(&self, names: &Names) -> Result<PathBuf, StoreError> {
        let failed = |error| fault::writing(&names.record, &error);
        let seconds = Duration::from_millis(self.now()).as_secs();
        let place = (0..u32::MAX)
            .map(|number| {
                let stem = &names.stem;
                self.directory
                    .join(format!("{stem}.cred.corrupt-{seconds}-{number}"))
            })
            .find(|place| fs::symlink_metadata(place).is_err())
            .ok_or_else(|| failed(ErrorKind::AlreadyExists.into()))?;
        fs::rename(&names.record, &place).map_err(failed)?;
        open::sync_directory(&self.directory).map_err(failed)?;
        Ok(place)
    }
}
