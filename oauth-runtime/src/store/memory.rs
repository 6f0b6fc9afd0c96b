//! The store of one process.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::fmt;
use std::ops::Bound;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use zeroize::Zeroizing;

use super::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, Owner, Revision, Store, StoreError,
    Swap,
};
use crate::clock::{Clock, Time};

/// Keeps records as long as the process lives: for tests, and for programs whose
/// users sign in at each start.
#[derive(Default)]
pub struct MemoryStore {
    tables: Mutex<Tables>,
    time: Time,
}

#[derive(Default)]
struct Tables {
    entries: BTreeMap<ConnectionKey, Entry>,
    leases: BTreeMap<ConnectionKey, Held>,
    counter: u64,
}

struct Held {
    /// `None` once it was given back; the fence stays.
    owner: Option<Owner>,
    fence: u64,
    until: Duration,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty store whose leases end by this clock.
    pub fn with_clock(clock: impl Clock) -> Self {
        Self {
            tables: Mutex::default(),
            time: Time::Injected(std::sync::Arc::new(clock)),
        }
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: Option<&[u8]>,
        fence: Option<u64>,
    ) -> Swap {
        let mut tables = self.tables();
        let granted = tables.leases.get(key).map(|held| held.fence);
        if fence.is_some_and(|fence| granted.is_some_and(|granted| granted > fence)) {
            return Swap::Fenced;
        }
        tables.counter += 1;
        let next = Revision(tables.counter);
        match (tables.entries.entry(key.clone()), expected) {
            (Slot::Occupied(entry), Some(known)) if entry.get().revision != known => Swap::Conflict,
            (Slot::Occupied(_), None) | (Slot::Vacant(_), Some(_)) => Swap::Conflict,
            (Slot::Occupied(mut entry), Some(_)) => match value {
                Some(value) => {
                    entry.insert(written(next, value));
                    Swap::Done(next)
                }
                None => Swap::Done(entry.remove().revision),
            },
            (Slot::Vacant(place), None) => {
                place.insert(written(next, value.unwrap_or_default()));
                Swap::Done(next)
            }
        }
    }

    fn take_lease(&self, key: &ConnectionKey, owner: &Owner, ttl: Duration) -> Leased {
        let now = self.time.monotonic();
        let mut tables = self.tables();
        let held = tables.leases.entry(key.clone()).or_insert(Held {
            owner: None,
            fence: 0,
            until: now,
        });
        match &held.owner {
            Some(holder) if holder.id() == owner.id() => (),
            Some(holder) if now < held.until => {
                return Leased::Held {
                    by: Some(holder.name().to_owned()),
                    remaining: Some(held.until.saturating_sub(now)),
                };
            }
            _ => held.fence += 1,
        }
        held.owner = Some(owner.clone());
        held.until = now.saturating_add(ttl);
        Leased::Granted(Lease {
            owner: owner.clone(),
            fence: held.fence,
        })
    }
}

fn written(revision: Revision, value: &[u8]) -> Entry {
    Entry {
        revision,
        value: Zeroizing::new(value.to_vec()),
    }
}

impl fmt::Debug for MemoryStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryStore")
            .field("records", &self.tables().entries.len())
            .finish_non_exhaustive()
    }
}

impl Store for MemoryStore {
    fn describe(&self) -> String {
        "memory".to_owned()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(async { Ok(self.tables().entries.get(key).cloned()) })
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move { Ok(self.swap(key, expected, Some(value), fence)) })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        Box::pin(async move { Ok(self.take_lease(key, owner, ttl)) })
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(async move {
            if let Some(held) = self.tables().leases.get_mut(key)
                && held.fence == lease.fence
                && held.owner.as_ref() == Some(&lease.owner)
            {
                held.owner = None;
            }
            Ok(())
        })
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        Box::pin(async move {
            let from = after.map_or(Bound::Unbounded, Bound::Excluded);
            let tables = self.tables();
            let keys = tables
                .entries
                .range::<ConnectionKey, _>((from, Bound::Unbounded));
            let passing = keys.map(|(key, _)| key).filter(|key| filter.matches(key));
            Ok(passing.take(limit).cloned().collect())
        })
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move { Ok(self.swap(key, Some(expected), None, None)) })
    }
}
