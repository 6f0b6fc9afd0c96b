//! A memory store with one defect.

mod defect;
mod leases;
mod pages;
mod writes;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, MemoryStore, Owner, Revision, Store,
    StoreError, StoreErrorKind, Swap,
};

pub(super) use self::defect::Defect;

/// What the defects need to remember.
#[derive(Default)]
struct Notes {
    /// The revisions told, and those of the store below.
    told: BTreeMap<ConnectionKey, (u64, Revision)>,
    written: BTreeSet<ConnectionKey>,
    leased: BTreeMap<ConnectionKey, Lease>,
    last: Vec<u8>,
}

pub(super) struct Broken {
    inner: MemoryStore,
    defect: Defect,
    notes: Mutex<Notes>,
    /// How many tasks have checked before they write.
    checked: AtomicUsize,
}

impl Broken {
    pub(super) fn new(defect: Defect) -> Self {
        Self {
            inner: MemoryStore::new(),
            defect,
            notes: Mutex::default(),
            checked: AtomicUsize::new(0),
        }
    }

    fn is(&self, defect: Defect) -> bool {
        self.defect == defect
    }

    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap()
    }

    /// The key under which the record of a key is kept.
    fn kept(&self, key: &ConnectionKey) -> ConnectionKey {
        let map = |change: &dyn Fn(&str) -> String| {
            let [provider, registration, tenant, account] = [
                key.provider(),
                key.registration(),
                key.tenant(),
                key.account(),
            ]
            .map(change);
            ConnectionKey::new(provider, registration, tenant, account)
        };
        match self.defect {
            Defect::FoldsCase => map(&|part| part.to_lowercase()),
            Defect::IgnoresTenant => {
                ConnectionKey::new(key.provider(), key.registration(), "", key.account())
            }
            Defect::JoinsParts => {
                let joined = format!("{}/{}", key.tenant(), key.account());
                ConnectionKey::new(key.provider(), key.registration(), joined, "")
            }
            Defect::TrimsAccount => key.with_account(key.account().trim()),
            Defect::EndsAtNul => map(&|part| part.split('\0').next().unwrap().to_owned()),
            Defect::Composes => map(&|part| part.replace("e\u{301}", "\u{e9}")),
            Defect::CutsAccount => {
                key.with_account(key.account().chars().take(255).collect::<String>())
            }
            _ => key.clone(),
        }
    }

    fn leased(&self, key: &ConnectionKey) -> ConnectionKey {
        match self.is(Defect::OneLeaseForAll) {
            true => ConnectionKey::new("", "", "", ""),
            false => key.clone(),
        }
    }

    async fn current(&self, key: &ConnectionKey) -> Option<Entry> {
        self.inner.read(key).await.unwrap()
    }

    async fn write(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: &[u8],
        fence: Option<u64>,
    ) -> Swap {
        let swap = self.inner.compare_and_swap(key, expected, value, fence);
        swap.await.unwrap()
    }
}

impl Store for Broken {
    fn describe(&self) -> String {
        match self.is(Defect::DescribesRecord) {
            true => format!("broken {}", String::from_utf8_lossy(&self.notes().last)),
            false => "broken".to_owned(),
        }
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(async move {
            let key = self.kept(key);
            let mut entry = self.current(&key).await;
            if self.is(Defect::EmptyIsNothing) {
                entry = entry.filter(|entry| !entry.value.is_empty());
            }
            if let (Some(entry), Some((told, _))) = (&mut entry, self.notes().told.get(&key)) {
                entry.revision = Revision(*told);
            }
            Ok(entry)
        })
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move {
            if self.is(Defect::ErrorHoldsRecord) && value.len() > 1 << 20 {
                let start = String::from_utf8_lossy(&value[..64]);
                let text = format!("`{start}...` is too long");
                return Err(StoreError::new(StoreErrorKind::NotWritable, text));
            }
            self.notes().last = value.to_vec();
            self.notes().written.insert(key.clone());
            Ok(self.swap(&self.kept(key), expected, value, fence).await)
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        Box::pin(async move { Ok(self.take(&self.leased(key), owner, ttl).await) })
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            self.give_back(&self.leased(key), lease).await;
            Ok(())
        })
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        Box::pin(async move { Ok(self.page(filter, after, limit).await) })
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move { self.remove(&self.kept(key), expected).await })
    }

    fn migrate(&self) -> BoxFuture<'_, Result<(), StoreError>> {
        Box::pin(async move {
            if self.is(Defect::MigratesAway) {
                for key in self.all().await {
                    let entry = self.current(&key).await.unwrap();
                    self.inner.delete(&key, entry.revision).await?;
                }
            }
            Ok(())
        })
    }

    fn set_aside<'a>(
        &'a self,
        _key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<String>, StoreError>> {
        Box::pin(async move {
            if !self.is(Defect::SetsAllAside) {
                return Ok(None);
            }
            for key in self.all().await {
                let entry = self.current(&key).await.unwrap();
                self.inner.delete(&key, entry.revision).await?;
            }
            Ok(Some("nowhere".to_owned()))
        })
    }
}
