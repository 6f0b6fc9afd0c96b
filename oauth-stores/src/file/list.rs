//! Listing connections.

use std::collections::HashMap;
use std::fs::{self, DirEntry, Metadata};
use std::io::ErrorKind;
use std::sync::PoisonError;
use std::time::SystemTime;

use oauth_runtime::store::{ConnectionKey, Filter, StoreError};

use super::open::{self, Found, Identity};
use super::{FileStore, fault, name, record};

/// The key in a file, and the state of the file in which it was read. Listing
/// page by page would otherwise read every file for every page.
#[derive(Clone)]
pub(super) struct Listed {
    key: ConnectionKey,
    state: FileState,
}

type FileState = (Identity, u64, Option<SystemTime>);

impl FileStore {
    pub(super) fn list_keys(
        &self,
        filter: &Filter,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Result<Vec<ConnectionKey>, StoreError> {
        if !self.directory_is_there()? {
            return Ok(Vec::new());
        }
        let failed = |error| fault::reading(&self.directory, &error);
        let listed = self.shared.listed.lock();
        let mut listed = listed.unwrap_or_else(PoisonError::into_inner);
        let mut before = std::mem::take(&mut *listed);
        let mut keys = Vec::new();
        for entry in fs::read_dir(&self.directory).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if let Some((stem, found)) = key_of(&entry, &mut before) {
                if filter.matches(&found.key) && after.is_none_or(|after| *after < found.key) {
                    keys.push(found.key.clone());
                }
                listed.insert(stem, found);
            }
        }
        keys.sort_unstable();
        keys.truncate(limit);
        Ok(keys)
    }
}

/// The key of a record's file, or `None` when it is another file or damaged.
fn key_of(entry: &DirEntry, before: &mut HashMap<String, Listed>) -> Option<(String, Listed)> {
    let name = entry.file_name();
    let stem = name::stem_of_record(name.to_str()?)?;
    let state = match fs::metadata(entry.path()) {
        Ok(metadata) => state(&metadata),
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        Err(_) => return None,
    };
    let known = before.remove(stem).filter(|known| known.state == state);
    let listed = match known {
        Some(known) => known,
        None => match open::record(&entry.path()) {
            Ok(Found::File { mut file, .. }) => Listed {
                key: record::read_key(&mut file, stem)?,
                state,
            },
            _ => return None,
        },
    };
    Some((stem.to_owned(), listed))
}

fn state(metadata: &Metadata) -> FileState {
    (
        open::identity(metadata),
        metadata.len(),
        metadata.modified().ok(),
    )
}
