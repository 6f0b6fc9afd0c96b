//! Encryption of records, over any store.
//!
//! [`Sealed`] encrypts what a store keeps with XChaCha20-Poly1305. Each record is
//! bound to its [`ConnectionKey`], so the record of one account does not open as
//! another's. [`Keys`] is a ring: the newest key seals, all of them open.
//!
//! Names of connections, revisions and leases are not secret and stay readable.

mod envelope;
mod key;
mod keys;
mod passphrase;
mod rotate;

use std::fmt;
use std::time::Duration;

use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use zeroize::Zeroizing;

pub use key::KeyId;
pub use keys::Keys;
pub use rotate::Resealed;

use envelope::{Envelope, Unreadable};

/// How often a record that does not open is read again, in case it was replaced meanwhile.
const LOOKS: usize = 3;

/// A store whose records are encrypted.
pub struct Sealed<S> {
    store: S,
    keys: Keys,
}

/// What became of one attempt to open a record.
enum Opening {
    Opened {
        value: Zeroizing<Vec<u8>>,
        newest: bool,
    },
    Damaged(&'static str),
}

impl<S: Store> Sealed<S> {
    /// Encrypts the records of a store with these keys.
    pub fn new(store: S, keys: Keys) -> Self {
        Self { store, keys }
    }

    /// The store below, whose records are ciphertexts.
    pub fn store(&self) -> &S {
        &self.store
    }

    async fn seal(&self, key: &ConnectionKey, value: &[u8]) -> Result<Vec<u8>, StoreError> {
        envelope::seal(&self.keys.sealing().await?, key, value)
    }

    async fn open(&self, key: &ConnectionKey, sealed: &[u8]) -> Result<Opening, StoreError> {
        let envelope = match Envelope::parse(sealed) {
            Ok(envelope) => envelope,
            Err(Unreadable::Damaged(why)) => return Ok(Opening::Damaged(why)),
            Err(Unreadable::Newer(version)) => return Err(self.newer(key, version)),
            Err(Unreadable::Clear) => return Err(self.clear(key)),
        };
        let (opening, newest) = self.keys.opening(key, envelope.id, envelope.salt).await?;
        Ok(match envelope.open(&opening, key) {
            Some(value) => Opening::Opened { value, newest },
            None => Opening::Damaged("it was changed, or it was sealed for another connection"),
        })
    }

    async fn read_open(&self, key: &ConnectionKey) -> Result<Option<Entry>, StoreError> {
        let mut seen = None;
        for _ in 0..LOOKS {
            let Some(entry) = self.store.read(key).await? else {
                return Ok(None);
            };
            let why = match self.open(key, &entry.value).await? {
                Opening::Opened { value, .. } => {
                    return Ok(Some(Entry {
                        revision: entry.revision,
                        value,
                    }));
                }
                Opening::Damaged(why) => why,
            };
            // Only what is still there at a second look is put aside: a writer may
            // have replaced it since the first.
            if seen.replace(entry.revision) == Some(entry.revision) {
                return Err(self.put_aside(key, why).await?);
            }
        }
        Err(StoreError::new(
            StoreErrorKind::Corrupt,
            format!(
                "each of the last {LOOKS} states of record `{key}` in {} is damaged",
                self.describe()
            ),
        ))
    }

    async fn put_aside(&self, key: &ConnectionKey, why: &str) -> Result<StoreError, StoreError> {
        let place = match self.store.set_aside(key).await? {
            Some(place) => format!("it was put aside as `{place}`; sign in again"),
            None => "delete it and sign in again".to_owned(),
        };
        Ok(StoreError::new(
            StoreErrorKind::Corrupt,
            format!(
                "record `{key}` in {} cannot be opened: {why}; {place}",
                self.describe()
            ),
        ))
    }

    fn newer(&self, key: &ConnectionKey, version: u8) -> StoreError {
        StoreError::new(
            StoreErrorKind::Newer,
            format!(
                "record `{key}` in {} is sealed in format {version}, and this version reads up to \
                 {}; it was left untouched: update the program",
                self.describe(),
                envelope::VERSION
            ),
        )
    }

    fn clear(&self, key: &ConnectionKey) -> StoreError {
        StoreError::new(
            StoreErrorKind::Config,
            format!(
                "record `{key}` in {} is not encrypted, yet the store was opened with a key; it \
                 was left untouched: open the store without a key, or delete the record and sign in again",
                self.describe()
            ),
        )
    }
}

impl<S: Store> fmt::Debug for Sealed<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sealed")
            .field("store", &self.describe())
            .field("keys", &self.keys)
            .finish()
    }
}

impl<S: Store> Store for Sealed<S> {
    fn describe(&self) -> String {
        let inner = self.store.describe();
        let bare = inner.strip_suffix(" (plain)").unwrap_or(&inner);
        format!("{bare} (encrypted)")
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(self.read_open(key))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move {
            let sealed = self.seal(key, value).await?;
            let swap = self.store.compare_and_swap(key, expected, &sealed, fence);
            swap.await
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        self.store.lease(key, owner, ttl)
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.store.release(key, lease)
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        self.store.list(filter, after, limit)
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        self.store.delete(key, expected)
    }

    fn migrate(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        self.store.migrate()
    }

    fn set_aside<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        self.store.set_aside(key)
    }
}
