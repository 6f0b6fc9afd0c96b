//! Which keys have a record: keyrings cannot be asked for that.

use std::collections::BTreeSet;

use oauth_runtime::store::{ConnectionKey, StoreError, StoreErrorKind};

use super::ring::Ring;

/// No key text holds a `#`.
const NAME: &str = "#index";

impl Ring {
    pub(super) fn keys(&self) -> Result<BTreeSet<ConnectionKey>, StoreError> {
        let Some(manifest) = self.manifest(NAME)? else {
            return Ok(BTreeSet::new());
        };
        let value = self.value(NAME, &manifest)?;
        let texts: Vec<String> =
            serde_json::from_slice(&value).map_err(|_| self.corrupt(NAME, "is no list of keys"))?;
        Ok(texts.iter().filter_map(|text| text.parse().ok()).collect())
    }

    /// Puts a key into the index. Each write does it, so an index that was
    /// damaged or deleted fills again.
    pub(super) fn index(&self, key: &ConnectionKey, revision: u64) -> Result<(), StoreError> {
        let mut keys = match self.keys() {
            Err(error) if error.kind() == StoreErrorKind::Corrupt => BTreeSet::new(),
            keys => keys?,
        };
        match keys.insert(key.clone()) {
            true => self.write_index(&keys, revision),
            false => Ok(()),
        }
    }

    pub(super) fn unindex(&self, key: &ConnectionKey, revision: u64) -> Result<(), StoreError> {
        let mut keys = self.keys()?;
        match keys.remove(key) {
            true if keys.is_empty() => self.remove(NAME),
            true => self.write_index(&keys, revision),
            false => Ok(()),
        }
    }

    fn write_index(&self, keys: &BTreeSet<ConnectionKey>, revision: u64) -> Result<(), StoreError> {
        let texts: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let value = serde_json::to_vec(&texts)
            .map_err(|error| StoreError::new(StoreErrorKind::NotWritable, error.to_string()))?;
        self.write(NAME, revision, &value)
    }
}
