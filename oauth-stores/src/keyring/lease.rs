//! Leases and the last revision, kept beside the lock.
//!
//! They need not outlive a restart of the machine, because no holder does.
//! Fences and revisions follow the wall clock as well as their predecessor, so
//! that they also grow when the file is lost.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_runtime::store::{Lease, Leased, Owner, StoreError, StoreErrorKind};
use serde::{Deserialize, Serialize};

use super::lock::Held;

#[derive(Default, Serialize, Deserialize)]
pub(super) struct Leases {
    revision: u64,
    leases: BTreeMap<String, Taken>,
}

/// Times are microseconds, moments since 1970.
#[derive(Serialize, Deserialize)]
struct Taken {
    owner: Option<Holder>,
    fence: u64,
    at: u64,
    ttl: u64,
}

#[derive(Serialize, Deserialize)]
struct Holder {
    id: String,
    name: String,
}

impl Leases {
    pub(super) fn read(held: &Held) -> Result<Self, StoreError> {
        let text = held.leases()?;
        Ok(text
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default())
    }

    pub(super) fn write(&self, held: &Held) -> Result<(), StoreError> {
        let text = serde_json::to_string(self)
            .map_err(|error| StoreError::new(StoreErrorKind::NotWritable, error.to_string()))?;
        held.set_leases(&text)
    }

    /// A revision that no state had before, also not one that is gone.
    pub(super) fn next_revision(&mut self, last: u64) -> u64 {
        self.revision = after(self.revision.max(last));
        self.revision
    }

    pub(super) fn fences(&self, name: &str, fence: Option<u64>) -> bool {
        let granted = self.leases.get(name).map(|taken| taken.fence);
        fence.is_some_and(|fence| granted.is_some_and(|granted| granted > fence))
    }

    pub(super) fn take(&mut self, name: &str, owner: &Owner, ttl: Duration) -> Leased {
        let now = now();
        let ttl = u64::try_from(ttl.as_micros()).unwrap_or(u64::MAX);
        let taken = self.leases.entry(name.to_owned()).or_insert(Taken {
            owner: None,
            fence: 0,
            at: now,
            ttl: 0,
        });
        match &taken.owner {
            Some(holder) if holder.id == owner.id() => (),
            Some(holder) if taken.remaining(now) > 0 => {
                return Leased::Held {
                    by: Some(holder.name.clone()),
                    remaining: Some(Duration::from_micros(taken.remaining(now))),
                };
            }
            _ => taken.fence = after(taken.fence),
        }
        taken.owner = Some(Holder {
            id: owner.id().to_owned(),
            name: owner.name().to_owned(),
        });
        (taken.at, taken.ttl) = (now, ttl);
        Leased::Granted(Lease {
            owner: owner.clone(),
            fence: taken.fence,
        })
    }

    pub(super) fn release(&mut self, name: &str, lease: &Lease) {
        if let Some(taken) = self.leases.get_mut(name)
            && taken.fence == lease.fence
            && taken
                .owner
                .as_ref()
                .is_some_and(|holder| holder.id == lease.owner.id())
        {
            taken.owner = None;
        }
    }

    /// A wall clock that was set back must not lengthen a lease: one from the
    /// future counts from the moment that notices it.
    pub(super) fn mend_clock(&mut self) {
        let now = now();
        for taken in self.leases.values_mut() {
            taken.at = taken.at.min(now);
        }
    }
}

impl Taken {
    fn remaining(&self, now: u64) -> u64 {
        self.at.saturating_add(self.ttl).saturating_sub(now)
    }
}

fn after(last: u64) -> u64 {
    last.saturating_add(1).max(now())
}

fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
    })
}
