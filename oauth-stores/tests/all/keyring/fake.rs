//! A keyring as narrow as Windows' that fails on demand, and a place for its locks.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use keyring_core::api::{CredentialApi, CredentialStoreApi};
use keyring_core::{Credential, Entry, Error, Result};
use oauth_stores::KeyringStore;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    None,
    /// The operation with this number fails, and those after it work.
    Once(usize),
    /// It and all after it fail, as if the process had died.
    From(usize),
    /// It, a write, answers that it is done and does nothing.
    LosesWrite(usize),
}

#[derive(Default)]
pub(super) struct Ring {
    pub(super) entries: BTreeMap<String, String>,
    operations: usize,
    writes: usize,
    fault: Option<Fault>,
    pub(super) struck: bool,
}

#[derive(Clone, Default)]
pub(super) struct Fake(pub(super) Arc<Mutex<Ring>>);

impl Fake {
    /// Counts from now on.
    pub(super) fn arm(&self, fault: Fault) {
        let mut ring = self.0.lock().unwrap();
        (ring.operations, ring.writes, ring.struck) = (0, 0, false);
        ring.fault = Some(fault);
    }

    pub(super) fn struck(&self) -> bool {
        self.0.lock().unwrap().struck
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.lock().unwrap().entries.keys().cloned().collect()
    }

    pub(super) fn set(&self, name: &str, text: Option<String>) {
        let mut ring = self.0.lock().unwrap();
        match text {
            Some(text) => ring.entries.insert(name.to_owned(), text),
            None => ring.entries.remove(name),
        };
    }

    pub(super) fn get(&self, name: &str) -> Option<String> {
        self.0.lock().unwrap().entries.get(name).cloned()
    }
}

impl Ring {
    fn operate(&mut self) -> Result<()> {
        let now = self.operations;
        self.operations += 1;
        let fails = match self.fault {
            Some(Fault::Once(at)) => now == at,
            Some(Fault::From(at)) => now >= at,
            _ => false,
        };
        self.struck |= fails;
        match fails {
            true => Err(Error::NoStorageAccess("the collection is locked".into())),
            false => Ok(()),
        }
    }

    fn loses(&mut self) -> bool {
        let now = self.writes;
        self.writes += 1;
        let loses = self.fault == Some(Fault::LosesWrite(now));
        self.struck |= loses;
        loses
    }
}

struct Item {
    ring: Arc<Mutex<Ring>>,
    name: String,
}

impl CredentialApi for Item {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        let mut ring = self.ring.lock().unwrap();
        ring.operate()?;
        let text = String::from_utf8(secret.to_vec()).unwrap();
        if text.encode_utf16().count() * 2 > 2560 {
            return Err(Error::TooLong("password".to_owned(), 2560));
        }
        if !ring.loses() {
            ring.entries.insert(self.name.clone(), text);
        }
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        let mut ring = self.ring.lock().unwrap();
        ring.operate()?;
        let text = ring.entries.get(&self.name).ok_or(Error::NoEntry)?;
        Ok(text.clone().into_bytes())
    }

    fn delete_credential(&self) -> Result<()> {
        let mut ring = self.ring.lock().unwrap();
        ring.operate()?;
        ring.entries
            .remove(&self.name)
            .map(drop)
            .ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl CredentialStoreApi for Fake {
    fn vendor(&self) -> String {
        "fake".to_owned()
    }

    fn id(&self) -> String {
        "1".to_owned()
    }

    fn build(&self, _: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        Ok(Entry::new_with_credential(Arc::new(Item {
            ring: self.0.clone(),
            name: user.to_owned(),
        })))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A directory that is gone at the end.
pub(super) struct Place(pub(super) PathBuf);

impl Place {
    pub(super) fn new() -> Self {
        let mut id = [0; 8];
        getrandom::fill(&mut id).unwrap();
        let name = format!("oauth-stores-test-{:016x}", u64::from_be_bytes(id));
        Self(std::env::temp_dir().join(name))
    }

    pub(super) fn store(&self, fake: &Fake) -> KeyringStore {
        KeyringStore::with_store(Arc::new(fake.clone()), "acme").with_lock_directory(&self.0)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
