//! Leases: who may refresh.

use std::fmt;
use std::time::Duration;

/// Who asks for a lease. Each refresh has an owner of its own, so that two in
/// one process exclude each other as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    id: String,
    name: String,
}

impl Owner {
    /// An owner with an id that nobody else has (128 random bits will do), and a
    /// name that helps a person to find the process: `worker-7, pid 4711`.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
        }
    }

    /// The unique id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name for people.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The right to refresh a connection, for a limited time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// Who has it.
    pub owner: Owner,
    /// Grows with each lease of the same connection that goes to another
    /// owner. A write that names an older one is refused.
    pub fence: u64,
}

/// What came of asking for a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leased {
    /// It was granted.
    Granted(Lease),
    /// Somebody else has it.
    Held {
        /// The holder's name, if the store knows it.
        by: Option<String>,
        /// How long it lasts at most, if the store knows it.
        remaining: Option<Duration>,
    },
}
