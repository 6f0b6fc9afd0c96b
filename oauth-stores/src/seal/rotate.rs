//! Sealing all records again, under the newest key.

use oauth_runtime::store::{ConnectionKey, Filter, Store, StoreError, StoreErrorKind, Swap};

use super::{Opening, Sealed};

/// How many keys are listed at a time.
const PAGE: usize = 256;

/// How often one record is tried again when others write it at the same time.
const TRIES: usize = 16;

/// What came of [`Sealed::reseal_all`]. An older key can be dropped once `busy`
/// and `unreadable` are zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Resealed {
    /// Records that were sealed again.
    pub resealed: usize,
    /// Records that were sealed with the newest key already.
    pub current: usize,
    /// Records that others kept changing. Call it again.
    pub busy: usize,
    /// Records that no key at hand opens, that are damaged or of a newer format.
    /// They were left untouched.
    pub unreadable: usize,
}

impl<S: Store> Sealed<S> {
    /// Seals every record under the newest key. Others may read and write
    /// meanwhile. When it is stopped half way, the next call does the rest.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the newest key cannot be had.
    pub async fn reseal_all(&self) -> Result<Resealed, StoreError> {
        // A callback tells which key is the newest only when it is asked.
        self.keys.sealing().await?;
        let everything = Filter::default();
        let mut count = Resealed::default();
        let mut after = None;
        loop {
            let page = self.store.list(&everything, after.as_ref(), PAGE).await?;
            for key in &page {
                self.reseal(key, &mut count).await?;
            }
            match page.len() < PAGE {
                true => return Ok(count),
                false => after = page.into_iter().next_back(),
            }
        }
    }

    async fn reseal(&self, key: &ConnectionKey, count: &mut Resealed) -> Result<(), StoreError> {
        for _ in 0..TRIES {
            let (revision, value) = match self.outdated(key).await {
                Ok(Outdated::Yes(revision, value)) => (revision, value),
                Ok(Outdated::Gone) => return Ok(()),
                Ok(Outdated::No) => {
                    count.current += 1;
                    return Ok(());
                }
                Err(error) if concerns_one_record(error.kind()) => {
                    count.unreadable += 1;
                    return Ok(());
                }
                Err(error) => return Err(error),
            };
            let sealed = self.seal(key, &value).await?;
            let swap = self
                .store
                .compare_and_swap(key, Some(revision), &sealed, None);
            if let Swap::Done(_) = swap.await? {
                count.resealed += 1;
                return Ok(());
            }
        }
        count.busy += 1;
        Ok(())
    }

    async fn outdated(&self, key: &ConnectionKey) -> Result<Outdated, StoreError> {
        let Some(entry) = self.store.read(key).await? else {
            return Ok(Outdated::Gone);
        };
        match self.open(key, &entry.value).await? {
            Opening::Opened { newest: true, .. } => Ok(Outdated::No),
            Opening::Opened { value, .. } => Ok(Outdated::Yes(entry.revision, value)),
            Opening::Damaged(why) => Err(StoreError::new(StoreErrorKind::Corrupt, why)),
        }
    }
}

enum Outdated {
    Yes(oauth_runtime::store::Revision, zeroize::Zeroizing<Vec<u8>>),
    No,
    Gone,
}

fn concerns_one_record(kind: StoreErrorKind) -> bool {
    matches!(
        kind,
        StoreErrorKind::Corrupt
            | StoreErrorKind::WrongKey
            | StoreErrorKind::Newer
            | StoreErrorKind::Config
    )
}
