//! Leases.
//!
//! Who has a lease and how long stands in the lock file. Besides, the holder keeps
//! a second file locked as long as it lives: the system unlocks it when the
//! process dies, however it dies. A holder that was stopped keeps that lock; its
//! lease ends by its time, and the next holder does without the proof.

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use oauth_runtime::store::{ConnectionKey, Lease, Leased, Owner, StoreError};
use sha2::{Digest, Sha256};

use super::lock::Locked;
use super::name::{self, Names};
use super::open::{self, Identity};
use super::state::{Held, milliseconds, short};
use super::{FileStore, fault};

/// The file that a holder keeps locked while it lives.
pub(super) struct Liveness {
    owner: String,
    file: File,
    identity: Identity,
}

impl Drop for Liveness {
    fn drop(&mut self) {
        // Closing is not enough: a child that is being started has the file open too.
        let _ = self.file.unlock();
    }
}

impl FileStore {
    pub(super) fn take_lease(
        &self,
        key: &ConnectionKey,
        owner: &Owner,
        ttl: Duration,
    ) -> Result<Leased, StoreError> {
        self.make_directory()?;
        let names = Names::new(&self.directory, key);
        let mut locked = self.lock(&names)?;
        let (now, ttl) = (self.now(), milliseconds(ttl));
        let id = hashed(owner);
        let had_it = locked.state.lease.as_ref().filter(|held| held.owner == id);
        let proof = match (had_it, &locked.state.lease) {
            (Some(_), _) => self.keep_proof(&names, &id)?,
            (None, Some(held)) if in_time(held, now) => {
                match self.proof_of_death(&names, &id, held)? {
                    Some(proof) => Some(proof),
                    None => {
                        let remaining = held.until.saturating_sub(now);
                        return Ok(Leased::Held {
                            by: Some(held.name.clone()),
                            remaining: Some(Duration::from_millis(remaining)),
                        });
                    }
                }
            }
            (None, None) if locked.state.new => match self.proof_of_any(&names, &id)? {
                Some(proof) => Some(proof),
                None => return presume_held(&mut locked, &names, now, ttl),
            },
            (None, _) => {
                // An owner of this process whose lease is over needs to prove nothing.
                self.liveness().remove(&names.stem);
                self.lock_proof(&names, &id)?
            }
        };
        if had_it.is_none() {
            locked.state.fence = locked.state.fence.saturating_add(1);
        }
        locked.state.new = false;
        locked.state.lease = Some(Held {
            owner: id,
            name: short(owner.name()),
            until: now.saturating_add(ttl),
            ttl,
            proof: proof.as_ref().map(|proof| proof.identity),
        });
        let fence = locked.state.fence;
        locked.save()?;
        if let Some(proof) = proof {
            self.liveness().insert(names.stem, proof);
        }
        Ok(Leased::Granted(Lease {
            owner: owner.clone(),
            fence,
        }))
    }

    pub(super) fn give_back(&self, key: &ConnectionKey, lease: &Lease) -> Result<(), StoreError> {
        if !self.directory_is_there()? {
            return Ok(());
        }
        let names = Names::new(&self.directory, key);
        let mut locked = self.lock(&names)?;
        let id = hashed(&lease.owner);
        let held = locked.state.lease.as_ref();
        let theirs = held.is_some_and(|held| held.owner == id);
        if theirs && locked.state.fence == lease.fence {
            locked.state.lease = None;
            locked.save()?;
        } else if theirs {
            // An older lease of the owner that has the present one.
            return Ok(());
        }
        let mut liveness = self.liveness();
        if liveness
            .get(&names.stem)
            .is_some_and(|proof| proof.owner == id)
        {
            liveness.remove(&names.stem);
        }
        Ok(())
    }

    /// The locked file of an owner that takes its lease again.
    fn keep_proof(&self, names: &Names, id: &str) -> Result<Option<Liveness>, StoreError> {
        let kept = self.liveness().remove(&names.stem);
        match kept.filter(|kept| kept.owner == id) {
            Some(kept) => Ok(Some(kept)),
            None => self.lock_proof(names, id),
        }
    }

    /// The locked file, unless another owner has it, be it of this process.
    fn proof_of_any(&self, names: &Names, id: &str) -> Result<Option<Liveness>, StoreError> {
        let ours = |proof: &Liveness| proof.owner == id;
        match self.liveness().get(&names.stem).is_some_and(ours) {
            true => self.keep_proof(names, id),
            false => self.lock_proof(names, id),
        }
    }

    /// Locks the second file, if nobody has it locked.
    fn lock_proof(&self, names: &Names, id: &str) -> Result<Option<Liveness>, StoreError> {
        let file = open::lock(&names.held)?;
        match file.try_lock() {
            Ok(()) => {
                let metadata = file
                    .metadata()
                    .map_err(|error| fault::reading(&names.held, &error))?;
                Ok(Some(Liveness {
                    owner: id.to_owned(),
                    identity: open::identity(&metadata),
                    file,
                }))
            }
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(fault::locking(&names.held, &error)),
        }
    }

    /// The file that the holder kept locked, if it does so no more.
    fn proof_of_death(
        &self,
        names: &Names,
        id: &str,
        held: &Held,
    ) -> Result<Option<Liveness>, StoreError> {
        let Some(identity) = held.proof else {
            return Ok(None);
        };
        // Another file of the same name proves nothing about the holder.
        let proof = self.lock_proof(names, id)?;
        Ok(proof.filter(|proof| proof.identity == identity))
    }

    fn liveness(&self) -> MutexGuard<'_, HashMap<String, Liveness>> {
        let liveness = self.shared.liveness.lock();
        liveness.unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody deleted the lock file while a holder lives. Nobody knows how long its
/// lease lasts; it is given as long as the one that was asked for, or until it
/// unlocks its own file.
fn presume_held(
    locked: &mut Locked,
    names: &Names,
    now: u64,
    ttl: u64,
) -> Result<Leased, StoreError> {
    let proof = open::lock(&names.held)?
        .metadata()
        .map_err(|error| fault::reading(&names.held, &error))?;
    let name = "a process whose lock file was deleted";
    locked.state.new = false;
    locked.state.lease = Some(Held {
        owner: String::new(),
        name: name.to_owned(),
        until: now.saturating_add(ttl),
        ttl,
        proof: Some(open::identity(&proof)),
    });
    locked.save()?;
    Ok(Leased::Held {
        by: Some(name.to_owned()),
        remaining: Some(Duration::from_millis(ttl)),
    })
}

/// Whether a lease still lasts. One that would last longer than it was granted
/// for comes from a clock that was set back since.
fn in_time(held: &Held, now: u64) -> bool {
    now < held.until && held.until.saturating_sub(now) <= held.ttl
}

fn hashed(owner: &Owner) -> String {
    name::hex(Sha256::digest(owner.id().as_bytes()).iter().take(16))
}
