//! Reading and changing records.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use oauth_runtime::failpoint::reach;
use oauth_runtime::store::{ConnectionKey, Entry, Revision, StoreError, StoreErrorKind, Swap};

use super::name::Names;
use super::open::{self, Found};
use super::record::{self, ReadError, Unreadable};
use super::{FileStore, fault};

/// The failpoints of a write, in the order in which they are passed.
#[doc(hidden)]
pub const FAILPOINTS: &[&str] = &[
    "file.temp_created",
    "file.temp_half_written",
    "file.temp_written",
    "file.temp_synced",
    "file.renamed",
    "file.directory_synced",
];

/// What a look at a record's file shows.
pub(super) enum Look {
    Nothing,
    Whole {
        entry: Entry,
        /// Where the file really is.
        path: PathBuf,
    },
    Damaged(String),
}

impl FileStore {
    pub(super) fn read_record(&self, key: &ConnectionKey) -> Result<Option<Entry>, StoreError> {
        if !self.directory_is_there()? {
            return Ok(None);
        }
        let names = Names::new(&self.directory, key);
        match self.look(&names, key)? {
            Look::Nothing => return Ok(None),
            Look::Whole { entry, .. } => return Ok(Some(entry)),
            Look::Damaged(_) => (),
        }
        // Put aside only what is still damaged when nobody can write it.
        let _locked = self.lock(&names)?;
        Ok(self.intact(&names, key)?.map(|(entry, _)| entry))
    }

    pub(super) fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        revision: Revision,
        bytes: &[u8],
        fence: Option<u64>,
    ) -> Result<Swap, StoreError> {
        self.make_directory()?;
        let names = Names::new(&self.directory, key);
        let mut locked = self.lock(&names)?;
        if fence.is_some_and(|fence| fence < locked.state.fence) {
            return Ok(Swap::Fenced);
        }
        let current = self.intact(&names, key)?;
        if current.as_ref().map(|(entry, _)| entry.revision) != expected {
            return Ok(Swap::Conflict);
        }
        let target = current.map_or_else(|| names.record.clone(), |(_, path)| path);
        // Left by a writer that died: nobody else can be writing now.
        if let Some(temp) = &locked.state.temp {
            let _ = fs::remove_file(target.with_file_name(temp));
        }
        // Its name is never used twice: a writer whose lock file was deleted by
        // somebody must not meet another one in the same temporary file.
        let temp = format!(".{}-{:016x}.tmp", names.stem, revision.0);
        locked.state.temp = Some(temp.clone());
        locked.save()?;
        replace(&target, &target.with_file_name(temp), bytes)
            .map_err(|error| fault::writing(&target, &error))?;
        Ok(Swap::Done(revision))
    }

    pub(super) fn remove(
        &self,
        key: &ConnectionKey,
        expected: Revision,
    ) -> Result<Swap, StoreError> {
        if !self.directory_is_there()? {
            return Ok(Swap::Conflict);
        }
        let names = Names::new(&self.directory, key);
        let _locked = self.lock(&names)?;
        let path = match self.intact(&names, key)? {
            Some((entry, path)) if entry.revision == expected => path,
            _ => return Ok(Swap::Conflict),
        };
        // The tokens first, then the link that led to them.
        for path in [&path, &names.record] {
            let removed = match fs::remove_file(path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
                removed => removed.and_then(|()| open::sync_directory(parent(path))),
            };
            removed.map_err(|error| fault::writing(path, &error))?;
        }
        Ok(Swap::Done(expected))
    }

    /// The record, or `None`. A damaged one is put aside; the caller has the lock.
    fn intact(
        &self,
        names: &Names,
        key: &ConnectionKey,
    ) -> Result<Option<(Entry, PathBuf)>, StoreError> {
        match self.look(names, key)? {
            Look::Nothing => Ok(None),
            Look::Whole { entry, path } => Ok(Some((entry, path))),
            Look::Damaged(why) => {
                let place = self.move_aside(names)?;
                Err(StoreError::new(
                    StoreErrorKind::Corrupt,
                    format!(
                        "`{}`, the record of `{key}`, is damaged: {why}; it was put aside as `{}`; \
                         sign in again",
                        names.record.display(),
                        place.display()
                    ),
                ))
            }
        }
    }

    fn look(&self, names: &Names, key: &ConnectionKey) -> Result<Look, StoreError> {
        let (mut file, path) = match open::record(&names.record)? {
            Found::Nothing => return Ok(Look::Nothing),
            Found::Odd(kind) => return Ok(Look::Damaged(format!("it is a {kind}"))),
            Found::File { file, path } => (file, path),
        };
        match record::read(&mut file, key) {
            Ok(entry) => Ok(Look::Whole { entry, path }),
            Err(ReadError::Io(error)) => Err(fault::reading(&path, &error)),
            Err(ReadError::Unreadable(why @ Unreadable::Damaged(_))) => {
                Ok(Look::Damaged(why.to_string()))
            }
            Err(ReadError::Unreadable(why @ Unreadable::Newer(_))) => Err(StoreError::new(
                StoreErrorKind::Newer,
                format!(
                    "`{}`, the record of `{key}`, was left untouched: {why}; update the program",
                    path.display()
                ),
            )),
        }
    }
}

/// Replaces a file whole or not at all.
fn replace(target: &Path, temp: &Path, bytes: &[u8]) -> io::Result<()> {
    let renamed = write_synced(temp, bytes).and_then(|()| fs::rename(temp, target));
    if renamed.is_err() {
        let _ = fs::remove_file(temp);
    }
    renamed?;
    reach("file.renamed")?;
    open::sync_directory(parent(target))?;
    reach("file.directory_synced")
}

fn write_synced(temp: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = open::create_private(temp)?;
    reach("file.temp_created")?;
    let (first, second) = bytes.split_at(bytes.len() / 2);
    file.write_all(first)?;
    reach("file.temp_half_written")?;
    file.write_all(second)?;
    reach("file.temp_written")?;
    file.sync_all()?;
    reach("file.temp_synced")
}

fn parent(path: &Path) -> &Path {
    path.parent()
        .filter(|parent| !parent.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}
