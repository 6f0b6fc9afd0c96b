//! Why a store did not do what it was asked.

use std::fmt;

use crate::error::{Code, Error};

/// Why a store did not do what it was asked: a kind to decide on, and a text
/// that names the file, table or holder and the way out. Never a secret.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreError {
    kind: StoreErrorKind,
    text: String,
}

/// The kinds of [`StoreError`], each with a stable [`Code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StoreErrorKind {
    /// `E0701`: somebody holds a lock for too long.
    Held,
    /// `E0702`: the store cannot be reached, or took too long.
    Unavailable,
    /// `E0703`: a record is damaged or was not written by this library.
    Corrupt,
    /// `E0704`: a record is sealed with a key that is not at hand.
    WrongKey,
    /// `E0705`: the format or schema is newer than this version knows.
    Newer,
    /// `E0706`: the schema is missing or old; call [`Store::migrate`](super::Store::migrate).
    NotMigrated,
    /// `E0707`: the store cannot be written: disk full, quota, read-only.
    NotWritable,
    /// `E0708`: others can read the store, or it belongs to somebody else.
    Permissions,
    /// `E0709`: the store is set up wrongly: a bad URL, a missing key, an
    /// operation it does not support.
    Config,
}

impl StoreError {
    /// A text that says what is wrong with which file, table or holder, and what to do.
    pub fn new(kind: StoreErrorKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }

    /// Others write a record as fast as it is read.
    pub(crate) fn contended() -> Self {
        Self::new(
            StoreErrorKind::Held,
            "the stored record changes faster than it can be written; something writes it in a loop",
        )
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> StoreErrorKind {
        self.kind
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} [{}]", self.text, self.kind.code())
    }
}

// What `main` prints of an error that it returns: the text with its code.
impl fmt::Debug for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreError({self})")
    }
}

impl std::error::Error for StoreError {}

impl StoreErrorKind {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> Code {
        match self {
            Self::Held => Code::StoreHeld,
            Self::Unavailable => Code::StoreUnavailable,
            Self::Corrupt => Code::StoreCorrupt,
            Self::WrongKey => Code::StoreKey,
            Self::Newer => Code::StoreNewer,
            Self::NotMigrated => Code::StoreNotMigrated,
            Self::NotWritable => Code::StoreNotWritable,
            Self::Permissions => Code::StorePermissions,
            Self::Config => Code::StoreConfig,
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::new(error.kind.code(), error.text)
    }
}
