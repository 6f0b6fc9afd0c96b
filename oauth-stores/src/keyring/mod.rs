//! The store in the keyring of the operating system.

mod index;
mod lease;
mod lock;
mod ring;
#[cfg(all(
    feature = "seal",
    any(
        feature = "file",
        feature = "postgres",
        feature = "redis",
        feature = "sqlite"
    )
))]
mod sealing_key;
mod value;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use keyring_core::CredentialStore;
use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use zeroize::Zeroizing;

use crate::worker::blocking;
use lease::Leases;
use lock::Locks;
use ring::Ring;

#[cfg(all(
    feature = "seal",
    any(
        feature = "file",
        feature = "postgres",
        feature = "redis",
        feature = "sqlite"
    )
))]
pub(crate) use sealing_key::sealing_key;

/// How long a call may take: a person may have to unlock the keyring.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(60);

/// Characters of an entry's name, and of its start where it is longer.
const LONGEST_NAME: usize = 400;
const SHOWN_OF_LONG_NAME: usize = 200;

/// Keeps records in the keyring of the operating system: Keychain, Windows
/// Credential Manager, or a Secret Service. For programs of one person.
///
/// A record is cut into entries of at most 1200 characters, because Windows
/// takes no longer ones, and each write is read back before it counts. Entries
/// are named by the key's text form (a long one is shortened); an entry `#index` lists the keys.
///
/// Keyrings have no locks. Writes and leases are guarded by a file in a
/// directory of the user's, `/run/user/UID/oauth-stores` or
/// `/tmp/oauth-stores-UID`, so they exclude all processes of this user on this
/// machine that see the same directory. A keyring that is synchronised between
/// machines is not guarded between them.
///
/// Leases end by the wall clock. A record holds up to about a megabyte, a few
/// hundred connections are reasonable.
pub struct KeyringStore {
    inner: Arc<Inner>,
    timeout: Duration,
}

struct Inner {
    ring: Ring,
    locks: Locks,
}

impl KeyringStore {
    /// A store in the system's keyring, under this service name. The keyring is
    /// opened at the first call; when there is none, that call fails with
    /// [`StoreErrorKind::Unavailable`].
    #[must_use]
    pub fn system(service: impl Into<String>) -> Self {
        Self::over(Ring::system(service.into()))
    }

    /// A store in a keyring of the program's choice, or a mock of one.
    pub fn with_store(store: Arc<CredentialStore>, service: impl Into<String>) -> Self {
        Self::over(Ring::of(store, service.into()))
    }

    fn over(ring: Ring) -> Self {
        let locks = Locks::of(&ring.service);
        Self {
            inner: Arc::new(Inner { ring, locks }),
            timeout: DEFAULT_TIMEOUT,
        }
    }

    /// The same store, with its locks in another directory. All processes that
    /// use the service must name the same one, and nobody else may use it.
    #[must_use]
    pub fn with_lock_directory(self, directory: impl Into<PathBuf>) -> Self {
        self.rebuilt(|locks| locks.within(directory.into()))
    }

    /// The same store, with another limit for the wait for the lock of another
    /// process. The default is 10 s.
    #[must_use]
    pub fn with_lock_timeout(self, timeout: Duration) -> Self {
        self.rebuilt(|locks| locks.waiting(timeout))
    }

    fn rebuilt(self, change: impl FnOnce(Locks) -> Locks) -> Self {
        let inner = match Arc::try_unwrap(self.inner) {
            Ok(inner) => Arc::new(Inner {
                locks: change(inner.locks),
                ..inner
            }),
            // A call is under way; it holds on to what it started with.
            Err(shared) => shared,
        };
        Self { inner, ..self }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let inner = self.inner.clone();
        let work = blocking(move || work(&inner));
        match tokio::time::timeout(self.timeout, work).await {
            Ok(done) => done,
            Err(_) => Err(StoreError::new(
                StoreErrorKind::Unavailable,
                format!(
                    "{} did not answer within {:?}: see if it shows a prompt or hangs",
                    self.inner.ring.describe(),
                    self.timeout
                ),
            )),
        }
    }
}

impl Inner {
    fn read(&self, key: &ConnectionKey) -> Result<Option<Entry>, StoreError> {
        match self.read_unlocked(key) {
            // Somebody may have written meanwhile; under the lock nobody does.
            Err(error) if error.kind() == StoreErrorKind::Corrupt => {
                let _held = self.locks.hold()?;
                self.read_unlocked(key)
            }
            read => read,
        }
    }

    fn read_unlocked(&self, key: &ConnectionKey) -> Result<Option<Entry>, StoreError> {
        let name = entry_name(key);
        let Some(manifest) = self.ring.manifest(&name)? else {
            return Ok(None);
        };
        Ok(Some(Entry {
            revision: Revision(manifest.revision),
            value: self.ring.value(&name, &manifest)?,
        }))
    }

    fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: &[u8],
        fence: Option<u64>,
    ) -> Result<Swap, StoreError> {
        let name = entry_name(key);
        let held = self.locks.hold()?;
        let mut leases = Leases::read(&held)?;
        if leases.fences(&name, fence) {
            return Ok(Swap::Fenced);
        }
        self.ring.finish_removal(&name)?;
        let current = self.ring.manifest(&name)?.map(|manifest| manifest.revision);
        if current != expected.map(|revision| revision.0) {
            return Ok(Swap::Conflict);
        }
        let next = leases.next_revision(current.unwrap_or(0));
        leases.write(&held)?;
        // A key without a record is not listed; a record without its key would be lost from sight.
        self.ring.index(key, next)?;
        self.ring.write(&name, next, value)?;
        Ok(Swap::Done(Revision(next)))
    }

    fn delete(&self, key: &ConnectionKey, expected: Revision) -> Result<Swap, StoreError> {
        let name = entry_name(key);
        let held = self.locks.hold()?;
        self.ring.finish_removal(&name)?;
        let current = self.ring.manifest(&name)?;
        if current.is_none_or(|manifest| manifest.revision != expected.0) {
            return Ok(Swap::Conflict);
        }
        let mut leases = Leases::read(&held)?;
        let next = leases.next_revision(expected.0);
        leases.write(&held)?;
        self.ring.remove(&name)?;
        // The record is gone, and a key without a record is not listed.
        let _ = self.ring.unindex(key, next);
        Ok(Swap::Done(expected))
    }

    fn lease(
        &self,
        key: &ConnectionKey,
        owner: &Owner,
        ttl: Duration,
    ) -> Result<Leased, StoreError> {
        let held = self.locks.hold()?;
        let mut leases = Leases::read(&held)?;
        leases.mend_clock();
        let leased = leases.take(&entry_name(key), owner, ttl);
        leases.write(&held)?;
        Ok(leased)
    }

    fn release(&self, key: &ConnectionKey, lease: &Lease) -> Result<(), StoreError> {
        let held = self.locks.hold()?;
        let mut leases = Leases::read(&held)?;
        leases.release(&entry_name(key), lease);
        leases.write(&held)
    }

    fn list(
        &self,
        filter: &Filter,
        after: Option<&ConnectionKey>,
        limit: usize,
    ) -> Result<Vec<ConnectionKey>, StoreError> {
        let keys = match self.ring.keys() {
            Err(error) if error.kind() == StoreErrorKind::Corrupt => {
                let _held = self.locks.hold()?;
                self.ring.keys()?
            }
            keys => keys?,
        };
        let behind = |key: &ConnectionKey| after.is_none_or(|after| key > after);
        let mut listed = Vec::new();
        for key in keys {
            if listed.len() == limit {
                break;
            }
            if filter.matches(&key) && behind(&key) && self.is_there(&key)? {
                listed.push(key);
            }
        }
        Ok(listed)
    }

    /// Whether there is a record, be it a damaged one.
    fn is_there(&self, key: &ConnectionKey) -> Result<bool, StoreError> {
        match self.ring.manifest(&entry_name(key)) {
            Ok(manifest) => Ok(manifest.is_some()),
            Err(error) if error.kind() == StoreErrorKind::Unavailable => Err(error),
            Err(_) => Ok(true),
        }
    }

    fn set_aside(&self, key: &ConnectionKey) -> Result<Option<String>, StoreError> {
        let name = entry_name(key);
        let held = self.locks.hold()?;
        let mut leases = Leases::read(&held)?;
        let next = leases.next_revision(0);
        leases.write(&held)?;
        let aside = format!("{name}#aside-{next}");
        if !self.ring.move_away(&name, &aside)? {
            return Ok(None);
        }
        let _ = self.ring.unindex(key, next);
        Ok(Some(format!("{}, entry `{aside}`", self.ring.describe())))
    }
}

/// The text form of a key; of a long one the start and a checksum, because
/// Windows takes names of 513 characters. No text form holds a `#`.
fn entry_name(key: &ConnectionKey) -> String {
    let text = key.to_string();
    match text.split_at_checked(SHOWN_OF_LONG_NAME) {
        Some((start, _)) if text.len() > LONGEST_NAME => {
            format!("{start}#{}", value::checksum(text.as_bytes()))
        }
        _ => text,
    }
}

impl fmt::Debug for KeyringStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringStore")
            .field("service", &self.inner.ring.service)
            .finish_non_exhaustive()
    }
}

impl Store for KeyringStore {
    fn describe(&self) -> String {
        self.inner.ring.describe()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        let key = key.clone();
        Box::pin(self.run(move |inner| inner.read(&key)))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let key = key.clone();
        let value = Zeroizing::new(value.to_vec());
        Box::pin(self.run(move |inner| inner.swap(&key, expected, &value, fence)))
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        let (key, owner) = (key.clone(), owner.clone());
        Box::pin(self.run(move |inner| inner.lease(&key, &owner, ttl)))
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let (key, lease) = (key.clone(), lease.clone());
        Box::pin(self.run(move |inner| inner.release(&key, &lease)))
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        let (filter, after) = (filter.clone(), after.cloned());
        Box::pin(self.run(move |inner| inner.list(&filter, after.as_ref(), limit)))
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        let key = key.clone();
        Box::pin(self.run(move |inner| inner.delete(&key, expected)))
    }

    fn set_aside<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        let key = key.clone();
        Box::pin(self.run(move |inner| inner.set_aside(&key)))
    }
}
