//! Keys from a passphrase.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};
use oauth_runtime::store::{StoreError, StoreErrorKind};
use zeroize::Zeroizing;

use super::key::{KeyId, Salt, SealingKey};

/// Memory for one derivation, in KiB. With two passes and one lane this is what
/// OWASP's password storage cheat sheet asks of argon2id.
const MEMORY: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many derived keys are kept. Foreign salts must not fill the memory.
const KEPT: usize = 64;

/// A passphrase, and the keys that were derived from it.
pub(super) struct Passphrase {
    secret: Zeroizing<Vec<u8>>,
    derived: Mutex<Derived>,
    /// Held while one is derived, so that many readers cost one derivation.
    deriving: Mutex<()>,
}

#[derive(Default)]
struct Derived {
    by_salt: HashMap<Salt, SealingKey>,
    /// The key that seals: the first one that a record was opened with, so that
    /// all processes come to use one salt.
    sealing: Option<SealingKey>,
}

impl Passphrase {
    pub(super) fn new(secret: Zeroizing<Vec<u8>>) -> Self {
        Self {
            secret,
            derived: Mutex::default(),
            deriving: Mutex::default(),
        }
    }

    fn derived(&self) -> MutexGuard<'_, Derived> {
        self.derived.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The key that seals, if it is known already.
    pub(super) fn sealing_known(&self) -> Option<SealingKey> {
        self.derived().sealing.clone()
    }

    /// The key that seals. Takes a while the first time.
    pub(super) fn sealing(&self) -> Result<SealingKey, StoreError> {
        let _one = self.deriving.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = self.sealing_known() {
            return Ok(key);
        }
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(|_| {
            StoreError::new(
                StoreErrorKind::Unavailable,
                "the system gives no random bytes for a salt",
            )
        })?;
        let key = self.derive(salt)?;
        Ok(self.derived().sealing.get_or_insert(key).clone())
    }

    /// The key of this id, if it was derived already.
    pub(super) fn known(&self, id: KeyId) -> Option<SealingKey> {
        let derived = self.derived();
        let mut keys = derived.by_salt.values().chain(&derived.sealing);
        keys.find(|key| key.id == id).cloned()
    }

    /// The key of this id, if the passphrase gives it with this salt.
    pub(super) fn find(&self, id: KeyId, salt: Salt) -> Result<Option<SealingKey>, StoreError> {
        let _one = self.deriving.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self.derived().by_salt.get(&salt).cloned();
        let key = match known {
            Some(key) => key,
            None => self.derive(salt)?,
        };
        if key.id != id {
            return Ok(None);
        }
        self.derived().sealing.get_or_insert_with(|| key.clone());
        Ok(Some(key))
    }

    fn derive(&self, salt: Salt) -> Result<SealingKey, StoreError> {
        let mut bytes = Zeroizing::new([0; 32]);
        let refused = |_| {
            StoreError::new(
                StoreErrorKind::Config,
                "the passphrase cannot be made into a key: it is too long",
            )
        };
        let params = Params::new(MEMORY, PASSES, LANES, Some(32)).map_err(refused)?;
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(&self.secret, &salt, bytes.as_mut_slice())
            .map_err(refused)?;
        let key = SealingKey::new(bytes, Some(salt));
        let mut derived = self.derived();
        if derived.by_salt.len() >= KEPT {
            derived.by_salt.clear();
        }
        derived.by_salt.insert(salt, key.clone());
        Ok(key)
    }
}
