//! Values of any length in a keyring whose entries are short.
//!
//! Windows takes 2560 bytes an entry, which are 1280 characters. So a value is
//! written as base64 in chunks, and an entry of its own, the manifest, says
//! what belongs together. The manifest is written last, and the chunks of two
//! successive values have different names, so a crash leaves the old value.
//!
//! A deletion first writes a manifest that says so. Whoever comes by after a
//! crash finishes it, and no chunk is forgotten.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use oauth_runtime::store::{StoreError, StoreErrorKind};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::ring::Ring;

const FORMAT: u32 = 1;

/// Characters in an entry. Windows allows 1280 UTF-16 units.
const LONGEST: usize = 1200;

/// Chunks of a value; about a megabyte.
const MOST_CHUNKS: usize = 1000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    pub(super) revision: u64,
    /// What the value belongs to; always the entry's own name.
    key: String,
    set: Set,
    chunks: usize,
    sha256: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(super) removed: bool,
}

/// Which of the two names the chunks have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Set {
    A,
    B,
}

#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Set {
    const ALL: [Self; 2] = [Self::A, Self::B];

    fn other(self) -> Self {
        match self {
            Self::A => Self::B,
            Self::B => Self::A,
        }
    }

    /// No key text holds a `#`, so no manifest has this name.
    fn chunk(self, name: &str, index: usize) -> String {
        match self {
            Self::A => format!("{name}#a.{index}"),
            Self::B => format!("{name}#b.{index}"),
        }
    }
}

impl Ring {
    /// What is under a name: `None` when nothing is, or it was being removed.
    pub(super) fn manifest(&self, name: &str) -> Result<Option<Manifest>, StoreError> {
        let found = self.any_manifest(name)?;
        Ok(found.filter(|manifest| !manifest.removed))
    }

    fn any_manifest(&self, name: &str) -> Result<Option<Manifest>, StoreError> {
        let Some(text) = self.get(name)? else {
            return Ok(None);
        };
        let foreign = || self.corrupt(name, "was not written by this library");
        let version: Version = serde_json::from_str(&text).map_err(|_| foreign())?;
        if version.format > FORMAT {
            return Err(StoreError::new(
                StoreErrorKind::Newer,
                format!(
                    "{}: entry `{name}` has format {}, this version knows {FORMAT}: update this program",
                    self.describe(),
                    version.format
                ),
            ));
        }
        let manifest: Manifest = serde_json::from_str(&text).map_err(|_| foreign())?;
        match manifest.key == name && manifest.chunks <= MOST_CHUNKS {
            true => Ok(Some(manifest)),
            false => Err(foreign()),
        }
    }

    pub(super) fn value(
        &self,
        name: &str,
        manifest: &Manifest,
    ) -> Result<Zeroizing<Vec<u8>>, StoreError> {
        let mut text = Zeroizing::new(String::with_capacity(manifest.chunks * LONGEST));
        for index in 0..manifest.chunks {
            let chunk = manifest.set.chunk(name, index);
            let part = self.get(&chunk)?;
            text.push_str(&part.ok_or_else(|| self.corrupt(&chunk, "is missing"))?);
        }
        let damaged = || self.corrupt(name, "does not match its checksum");
        let value = STANDARD_NO_PAD
            .decode(text.as_bytes())
            .map_err(|_| damaged())?;
        let value = Zeroizing::new(value);
        match checksum(&value) == manifest.sha256 {
            true => Ok(value),
            false => Err(damaged()),
        }
    }

    /// Writes a value and reads it back. On an error the value before it is still there,
    /// unless the error came when the last entry was written.
    pub(super) fn write(&self, name: &str, revision: u64, value: &[u8]) -> Result<(), StoreError> {
        let text = Zeroizing::new(STANDARD_NO_PAD.encode(value));
        let before = match self.any_manifest(name) {
            Err(error) if error.kind() == StoreErrorKind::Newer => return Err(error),
            before => before.unwrap_or(None),
        };
        let set = before.map_or(Set::A, |before| before.set.other());
        let manifest = Manifest {
            format: FORMAT,
            revision,
            key: name.to_owned(),
            set,
            chunks: text.len().div_ceil(LONGEST),
            sha256: checksum(value),
            removed: false,
        };
        if manifest.chunks > MOST_CHUNKS || manifest.text()?.len() > LONGEST {
            return Err(StoreError::new(
                StoreErrorKind::NotWritable,
                format!(
                    "{}: entry `{name}` or its value is too long for a keyring: use an encrypted file store",
                    self.describe()
                ),
            ));
        }
        self.wipe(name, set, 0)?;
        if let Err(error) = self.write_chunks(name, set, &text) {
            // The next write would do it as well.
            let _ = self.wipe(name, set, manifest.chunks);
            return Err(error);
        }
        self.write_manifest(name, &manifest)?;
        // The value is written. What stays of the old one goes with the next write or deletion.
        let _ = self.wipe(name, set.other(), 0);
        Ok(())
    }

    fn write_chunks(&self, name: &str, set: Set, text: &str) -> Result<(), StoreError> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((part, more)) = rest.split_at_checked(rest.len().min(LONGEST))
            && !part.is_empty()
        {
            parts.push((set.chunk(name, parts.len()), part));
            rest = more;
        }
        for (chunk, part) in &parts {
            self.set(chunk, part)?;
        }
        for (chunk, part) in &parts {
            let kept = self.get(chunk)?;
            if kept.as_ref().is_none_or(|kept| kept.as_str() != *part) {
                return Err(self.lost(chunk));
            }
        }
        Ok(())
    }

    fn write_manifest(&self, name: &str, manifest: &Manifest) -> Result<(), StoreError> {
        self.set(name, &manifest.text()?)?;
        match self.any_manifest(name)? {
            Some(kept) if kept == *manifest => Ok(()),
            _ => Err(self.lost(name)),
        }
    }

    /// Removes a value and all that crashes left of it.
    pub(super) fn remove(&self, name: &str) -> Result<(), StoreError> {
        let mut known = None;
        if let Some(mut manifest) = self.any_manifest(name)? {
            known = Some((manifest.set, manifest.chunks));
            manifest.removed = true;
            self.write_manifest(name, &manifest)?;
        }
        for set in Set::ALL {
            let chunks = known
                .filter(|(of, _)| *of == set)
                .map_or(0, |(_, chunks)| chunks);
            self.wipe(name, set, chunks)?;
        }
        self.delete(name)?;
        match self.get(name)? {
            None => Ok(()),
            Some(_) => Err(self.lost(name)),
        }
    }

    /// Finishes a removal that a crash interrupted.
    pub(super) fn finish_removal(&self, name: &str) -> Result<(), StoreError> {
        match self.any_manifest(name)? {
            Some(manifest) if manifest.removed => self.remove(name),
            _ => Ok(()),
        }
    }

    /// Deletes the chunks of a set: those that are known, and those that follow.
    /// They are written upwards and deleted downwards, so the first name that is
    /// free ends them also after a crash.
    fn wipe(&self, name: &str, set: Set, known: usize) -> Result<(), StoreError> {
        let mut count = known;
        while count < MOST_CHUNKS && self.get(&set.chunk(name, count))?.is_some() {
            count += 1;
        }
        for index in (0..count).rev() {
            self.delete(&set.chunk(name, index))?;
        }
        Ok(())
    }

    /// Copies all entries of a value to other names and deletes them.
    pub(super) fn move_away(&self, name: &str, to: &str) -> Result<bool, StoreError> {
        let Some(manifest) = self.get(name)? else {
            return Ok(false);
        };
        let chunks = serde_json::from_str::<Manifest>(&manifest).map_or(0, |known| known.chunks);
        let chunks = chunks.min(MOST_CHUNKS);
        for set in Set::ALL {
            for index in 0..MOST_CHUNKS {
                match self.get(&set.chunk(name, index))? {
                    Some(part) => self.set(&set.chunk(to, index), &part)?,
                    // One of those that belong to it may be what is missing.
                    None if index < chunks => (),
                    None => break,
                }
            }
        }
        self.set(to, &manifest)?;
        self.delete(name)?;
        for set in Set::ALL {
            self.wipe(name, set, chunks)?;
        }
        Ok(true)
    }

    fn lost(&self, name: &str) -> StoreError {
        StoreError::new(
            StoreErrorKind::NotWritable,
            format!(
                "{}: entry `{name}` did not keep what was written: see if the keyring is locked or \
                 full, or use an encrypted file store",
                self.describe()
            ),
        )
    }
}

impl Manifest {
    fn text(&self) -> Result<String, StoreError> {
        serde_json::to_string(self)
            .map_err(|error| StoreError::new(StoreErrorKind::NotWritable, error.to_string()))
    }
}

pub(super) fn checksum(value: &[u8]) -> String {
    let digest = Sha256::digest(value);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
