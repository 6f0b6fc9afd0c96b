//! One key, and the name it goes by.

use std::fmt;
use std::sync::Arc;

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The bytes of a key.
pub(super) type KeyBytes = Zeroizing<[u8; 32]>;

/// What a passphrase is stretched with. Stands in each envelope it sealed.
pub(super) type Salt = [u8; 16];

/// Names a key without telling it: the first eight bytes of a hash over it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId([u8; 8]);

impl KeyId {
    /// The name of a key.
    #[must_use]
    pub fn of(key: &[u8; 32]) -> Self {
        let hash = Sha256::new()
            .chain_update(b"oauth-stores key id\0")
            .chain_update(key)
            .finalize();
        let mut id = [0; 8];
        id.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        Self(id)
    }

    pub(super) const fn from_bytes(bytes: [u8; 8]) -> Self {
        Self(bytes)
    }

    pub(super) const fn as_bytes(&self) -> &[u8; 8] {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyId({self})")
    }
}

/// A key that seals and opens.
#[derive(Clone)]
pub(super) struct SealingKey {
    pub(super) id: KeyId,
    /// What it was derived with, if it comes from a passphrase.
    pub(super) salt: Option<Salt>,
    pub(super) bytes: Arc<KeyBytes>,
}

impl SealingKey {
    pub(super) fn new(bytes: KeyBytes, salt: Option<Salt>) -> Self {
        Self {
            id: KeyId::of(&bytes),
            salt,
            bytes: Arc::new(bytes),
        }
    }
}
