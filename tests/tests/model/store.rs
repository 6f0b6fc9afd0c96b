//! The store of a case: a memory store behind doors, one for each process,
//! which check every write and have at most one defect.

use oauth_runtime::store::{
    BoxFuture, ConnectionKey, Entry, Filter, Lease, Leased, MemoryStore, Owner, Revision, Store,
    StoreError, StoreErrorKind, Swap,
};
use serde_json::Value;

use super::process::Life;
use super::record::Seen;
use super::world::World;

/// What is wrong with the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Defect {
    #[default]
    Nothing,
    IgnoresRevision,
    LeasesTwice,
    LosesIntent,
    LosesWrites,
}

pub(super) struct Shelf {
    pub(super) memory: MemoryStore,
    pub(super) world: World,
    pub(super) defect: Defect,
}

impl Shelf {
    fn check(&self) -> Result<(), StoreError> {
        match self.world.facts().outage {
            true => Err(unavailable()),
            false => Ok(()),
        }
    }

    async fn swap(
        &self,
        key: &ConnectionKey,
        expected: Option<Revision>,
        value: &[u8],
        fence: Option<u64>,
    ) -> Result<Swap, StoreError> {
        self.check()?;
        let mut value = value.to_vec();
        let mut expected = expected;
        match self.defect {
            Defect::LosesWrites => {
                let known = self.memory.read(key).await?;
                if let (Some(known), Some(_)) = (known, expected) {
                    return Ok(Swap::Done(known.revision));
                }
            }
            Defect::IgnoresRevision => {
                expected = self.memory.read(key).await?.map(|entry| entry.revision);
            }
            Defect::LosesIntent => {
                let mut record: Value = serde_json::from_slice(&value).unwrap();
                record.as_object_mut().unwrap().remove("intent");
                value = serde_json::to_vec(&record).unwrap();
            }
            _ => (),
        }
        let swapped = self
            .memory
            .compare_and_swap(key, expected, &value, fence)
            .await?;
        if let Swap::Done(_) = swapped {
            self.note(&value);
        }
        Ok(swapped)
    }

    fn note(&self, value: &[u8]) {
        let mut facts = self.world.facts();
        let Some(new) = Seen::read(value) else {
            facts.wrong("I4: a record without a refresh token");
            return;
        };
        let broken = facts.stored.as_ref().and_then(|old| new.breaks(old));
        if let Some(broken) = broken {
            facts.wrong(broken);
        }
        facts.store(new);
    }

    async fn lease(
        &self,
        key: &ConnectionKey,
        owner: &Owner,
        ttl: std::time::Duration,
    ) -> Result<Leased, StoreError> {
        self.check()?;
        let leased = self.memory.lease(key, owner, ttl).await?;
        Ok(match leased {
            Leased::Held { .. } if self.defect == Defect::LeasesTwice => Leased::Granted(Lease {
                owner: owner.clone(),
                fence: u64::MAX,
            }),
            leased => leased,
        })
    }
}

fn unavailable() -> StoreError {
    StoreError::new(StoreErrorKind::Unavailable, "the store of the test is away")
}

/// The store as one process reaches it.
pub(super) struct Door {
    pub(super) shelf: std::sync::Arc<Shelf>,
    pub(super) life: std::sync::Arc<Life>,
}

impl Door {
    async fn pass<T>(
        &self,
        work: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        self.life.step(work, |_| unavailable()).await
    }
}

impl Store for Door {
    fn describe(&self) -> String {
        "the store of the test".to_owned()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(self.pass(async {
            self.shelf.check()?;
            self.shelf.memory.read(key).await
        }))
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(self.pass(self.shelf.swap(key, expected, value, fence)))
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: std::time::Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        Box::pin(self.pass(self.shelf.lease(key, owner, ttl)))
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        Box::pin(self.pass(async {
            self.shelf.check()?;
            self.shelf.memory.release(key, lease).await
        }))
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        Box::pin(self.pass(async move {
            self.shelf.check()?;
            self.shelf.memory.list(filter, after, limit).await
        }))
    }

    fn delete<'a>(
        &'a self,
        _: &'a ConnectionKey,
        _: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        self.shelf.world.facts().wrong("I4: a record is deleted");
        Box::pin(async { Err(unavailable()) })
    }
}
