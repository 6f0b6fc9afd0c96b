//! Which files belong to a connection.

use std::path::{Path, PathBuf};

use oauth_runtime::store::ConnectionKey;
use sha2::{Digest, Sha256};

/// How the name of a record ends.
const RECORD: &str = ".cred";

/// The files of one connection.
pub(super) struct Names {
    /// What the names of all of them begin with.
    pub(super) stem: String,
    pub(super) record: PathBuf,
    /// Locked for moments; holds the lease.
    pub(super) lock: PathBuf,
    /// Locked as long as the holder of the lease lives.
    pub(super) held: PathBuf,
}

impl Names {
    pub(super) fn new(directory: &Path, key: &ConnectionKey) -> Self {
        let stem = stem(&key.to_string());
        let path = |ending: &str| directory.join(format!("{stem}{ending}"));
        Self {
            record: path(RECORD),
            lock: path(".lock"),
            held: path(".held"),
            stem,
        }
    }
}

/// The first half of a hash over the text form of the key: it hides nothing, but
/// every key becomes a name that all file systems keep apart.
pub(super) fn stem(key: &str) -> String {
    let hash = Sha256::digest(key.as_bytes());
    hex(hash.iter().take(16))
}

/// The stem of a record's file name, or `None` for other files.
pub(super) fn stem_of_record(name: &str) -> Option<&str> {
    let stem = name.strip_suffix(RECORD)?;
    let fits = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    fits.then_some(stem)
}

pub(super) fn hex<'a>(bytes: impl IntoIterator<Item = &'a u8>) -> String {
    bytes
        .into_iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
