//! The ring of keys.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_runtime::store::{ConnectionKey, StoreError, StoreErrorKind};
use zeroize::Zeroizing;

use super::key::{KeyBytes, KeyId, Salt, SealingKey};
use super::passphrase::Passphrase;
use crate::worker::blocking;

/// The keys of a store: the newest seals, all of them open.
///
/// To change the key, put the new one in front
/// (`new.and_older(old)`), let all processes restart with it, call
/// [`Sealed::reseal_all`](super::Sealed::reseal_all), and drop the old one.
#[derive(Clone)]
pub struct Keys {
    newest: Arc<Source>,
    older: Vec<Arc<Source>>,
}

type Fetch = dyn Fn(Option<KeyId>) -> Result<KeyBytes, StoreError> + Send + Sync;

enum Source {
    Fixed(SealingKey),
    Passphrase(Passphrase),
    Callback {
        fetch: Box<Fetch>,
        fetched: Mutex<Fetched>,
    },
}

#[derive(Default)]
struct Fetched {
    newest: Option<SealingKey>,
    by_id: HashMap<KeyId, SealingKey>,
}

impl Keys {
    fn of(source: Source) -> Self {
        Self {
            newest: Arc::new(source),
            older: Vec::new(),
        }
    }

    /// One key of 32 random bytes.
    #[must_use]
    pub fn from_bytes(key: [u8; 32]) -> Self {
        Self::of(Source::Fixed(SealingKey::new(Zeroizing::new(key), None)))
    }

    /// One key, written as 64 hex digits or as 43 characters of base64url, as an
    /// environment variable or a keyring entry holds it. White space around it
    /// is dropped.
    ///
    /// # Errors
    /// [`StoreErrorKind::Config`] when the text is neither. It does not hold the text.
    pub fn parse_text(text: &str) -> Result<Self, StoreError> {
        let text = text.trim();
        let mut key = Zeroizing::new([0; 32]);
        let read = match text.len() {
            64 => read_hex(text, &mut key),
            _ => read_base64(text.trim_end_matches('='), &mut key),
        };
        match read {
            Some(()) => Ok(Self::of(Source::Fixed(SealingKey::new(key, None)))),
            None => Err(StoreError::new(
                StoreErrorKind::Config,
                "the key is not 32 bytes, written as 64 hex digits or 43 characters of base64url; \
                 `openssl rand -hex 32` makes one",
            )),
        }
    }

    /// Keys that are derived from a passphrase with argon2id (19 MiB, two
    /// passes). The salt is random and stands in each record; processes that
    /// share a store come to use the same one.
    ///
    /// # Errors
    /// [`StoreErrorKind::Config`] when the passphrase is empty.
    pub fn from_passphrase(secret: impl Into<Vec<u8>>) -> Result<Self, StoreError> {
        let secret = Zeroizing::new(secret.into());
        match secret.is_empty() {
            false => Ok(Self::of(Source::Passphrase(Passphrase::new(secret)))),
            true => Err(StoreError::new(
                StoreErrorKind::Config,
                "the passphrase of the store is empty",
            )),
        }
    }

    /// Keys that a key management service hands out. The callback is asked for
    /// the key of an id, or with `None` for the newest one. It may block: it
    /// runs on a thread of its own. Each key is asked for once in a process.
    ///
    /// For an id that it does not know it answers an error of the kind
    /// [`StoreErrorKind::WrongKey`]; any other error is passed on. The id of a
    /// key is [`KeyId::of`] it.
    #[must_use]
    pub fn from_callback(
        fetch: impl Fn(Option<KeyId>) -> Result<Zeroizing<[u8; 32]>, StoreError> + Send + Sync + 'static,
    ) -> Self {
        Self::of(Source::Callback {
            fetch: Box::new(fetch),
            fetched: Mutex::default(),
        })
    }

    /// These keys, and older ones that only open.
    #[must_use]
    pub fn and_older(mut self, older: Keys) -> Self {
        self.older.push(older.newest);
        self.older.extend(older.older);
        self
    }

    /// The key that seals.
    pub(super) async fn sealing(&self) -> Result<SealingKey, StoreError> {
        if let Some(key) = self.newest.sealing_known() {
            return Ok(key);
        }
        let newest = Arc::clone(&self.newest);
        blocking(move || newest.sealing()).await
    }

    /// The key of this id, and whether it is of the newest source.
    pub(super) async fn opening(
        &self,
        connection: &ConnectionKey,
        id: KeyId,
        salt: Option<Salt>,
    ) -> Result<(SealingKey, bool), StoreError> {
        let known = self.sources().find_map(|source| source.known(id));
        let key = match known {
            Some(key) => Some(key),
            None => {
                let keys = self.clone();
                blocking(move || keys.find(id, salt)).await?
            }
        };
        match key {
            Some(key) => Ok((key, self.newest.seals_with(id))),
            None => Err(StoreError::new(
                StoreErrorKind::WrongKey,
                format!(
                    "record `{connection}` is sealed with key {id}, at hand are {self:?}; \
                     open the store with the key it was written with; after a change of keys \
                     both belong in the ring (`Keys::and_older`)"
                ),
            )),
        }
    }

    fn find(&self, id: KeyId, salt: Option<Salt>) -> Result<Option<SealingKey>, StoreError> {
        for source in self.sources() {
            if let Some(key) = source.find(id, salt)? {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }

    fn sources(&self) -> impl Iterator<Item = &Source> {
        std::iter::once(&self.newest)
            .chain(&self.older)
            .map(AsRef::as_ref)
    }
}

impl Source {
    fn sealing_known(&self) -> Option<SealingKey> {
        match self {
            Self::Fixed(key) => Some(key.clone()),
            Self::Passphrase(passphrase) => passphrase.sealing_known(),
            Self::Callback { fetched, .. } => lock(fetched).newest.clone(),
        }
    }

    fn sealing(&self) -> Result<SealingKey, StoreError> {
        match self {
            Self::Fixed(key) => Ok(key.clone()),
            Self::Passphrase(passphrase) => passphrase.sealing(),
            Self::Callback { fetch, fetched } => {
                let key = SealingKey::new(fetch(None)?, None);
                let mut fetched = lock(fetched);
                fetched.by_id.insert(key.id, key.clone());
                Ok(fetched.newest.get_or_insert(key).clone())
            }
        }
    }

    fn known(&self, id: KeyId) -> Option<SealingKey> {
        match self {
            Self::Fixed(key) => (key.id == id).then(|| key.clone()),
            Self::Passphrase(passphrase) => passphrase.known(id),
            Self::Callback { fetched, .. } => lock(fetched).by_id.get(&id).cloned(),
        }
    }

    fn find(&self, id: KeyId, salt: Option<Salt>) -> Result<Option<SealingKey>, StoreError> {
        match (self, salt) {
            (Self::Passphrase(passphrase), Some(salt)) => passphrase.find(id, salt),
            (Self::Callback { fetch, fetched }, None) => match fetch(Some(id)) {
                Ok(bytes) if KeyId::of(&bytes) == id => {
                    let key = SealingKey::new(bytes, None);
                    lock(fetched).by_id.insert(id, key.clone());
                    Ok(Some(key))
                }
                Ok(_) => Ok(None),
                Err(error) if error.kind() == StoreErrorKind::WrongKey => Ok(None),
                Err(error) => Err(error),
            },
            _ => Ok(self.known(id)),
        }
    }

    /// Whether what is sealed with this key needs no sealing again.
    fn seals_with(&self, id: KeyId) -> bool {
        match self {
            Self::Callback { .. } => self.sealing_known().is_some_and(|key| key.id == id),
            _ => self.known(id).is_some(),
        }
    }
}

fn lock(fetched: &Mutex<Fetched>) -> MutexGuard<'_, Fetched> {
    fetched.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_hex(text: &str, key: &mut [u8; 32]) -> Option<()> {
    let (pairs, _) = text.as_bytes().as_chunks::<2>();
    for (byte, [high, low]) in key.iter_mut().zip(pairs) {
        let digit = |digit: &u8| char::from(*digit).to_digit(16);
        *byte = u8::try_from(digit(high)? * 16 + digit(low)?).ok()?;
    }
    Some(())
}

fn read_base64(text: &str, key: &mut [u8; 32]) -> Option<()> {
    let url_safe = Zeroizing::new(text.replace('+', "-").replace('/', "_"));
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(url_safe.as_bytes()).ok()?);
    *key = bytes.as_slice().try_into().ok()?;
    Some(())
}

/// The ids of the keys, never the keys.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, source) in self.sources().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            match source {
                Source::Fixed(key) => write!(f, "{}", key.id)?,
                Source::Passphrase(_) => f.write_str("a passphrase")?,
                Source::Callback { .. } => f.write_str("a callback")?,
            }
        }
        Ok(())
    }
}
