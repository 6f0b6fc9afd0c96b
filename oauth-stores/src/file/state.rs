//! What stands in a lock file.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The version this code writes, and the newest it reads.
pub(super) const VERSION: u32 = 1;

/// The length of a lock file. Always written whole, so that it is never cut off.
pub(super) const LENGTH: usize = 2048;

/// How much of an owner's name is kept, in characters. Escaped, it still fits in.
const NAME: usize = 128;

/// The content of a lock file. Changed only under its lock.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct State {
    pub(super) format: u32,
    /// The process that locked it last, and when, in milliseconds since 1970.
    pub(super) pid: u32,
    pub(super) since: u64,
    /// The last temporary file. It is there only if its writer died.
    #[serde(default)]
    pub(super) temp: Option<String>,
    /// Grows with each lease that goes to another owner.
    pub(super) fence: u64,
    #[serde(default)]
    pub(super) lease: Option<Held>,
    /// Whether the file is new, and nothing is known of leases before.
    #[serde(default)]
    pub(super) new: bool,
}

/// A lease, as it was granted last.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Held {
    /// The hash of the owner's id.
    pub(super) owner: String,
    pub(super) name: String,
    /// In milliseconds since 1970.
    pub(super) until: u64,
    /// In milliseconds.
    pub(super) ttl: u64,
    /// The file that the holder keeps locked while it lives. `None` when it could
    /// not lock it, and the lease goes by its time alone.
    #[serde(default)]
    pub(super) proof: Option<super::open::Identity>,
}

/// A lock file is newer than this code.
pub(super) struct Newer(pub(super) u32);

impl State {
    /// Reads what an earlier holder wrote. A new file, and one that cannot be read,
    /// begins with the time in milliseconds as its fence: no lease from before the
    /// file was deleted or damaged has a greater one.
    pub(super) fn parse(bytes: &[u8], now: u64) -> Result<Self, Newer> {
        let fresh = || Self {
            format: VERSION,
            pid: 0,
            since: 0,
            temp: None,
            fence: now,
            lease: None,
            new: true,
        };
        let version = serde_json::from_slice::<Version>(bytes).map(|version| version.format);
        match version {
            Ok(version) if version > VERSION => Err(Newer(version)),
            Ok(_) => Ok(serde_json::from_slice(bytes).unwrap_or_else(|_| fresh())),
            Err(_) => Ok(fresh()),
        }
    }

    /// The content of the file, or `None` when it does not fit in.
    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self).ok()?;
        if bytes.len() >= LENGTH {
            return None;
        }
        bytes.resize(LENGTH - 1, b' ');
        bytes.push(b'\n');
        Some(bytes)
    }
}

#[derive(Deserialize)]
struct Version {
    format: u32,
}

/// As much of an owner's name as is kept.
pub(super) fn short(name: &str) -> String {
    name.chars().take(NAME).collect()
}

/// A duration in milliseconds.
pub(super) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
