//! Storing the tokens of an answer.

use std::sync::Arc;

use super::ROUNDS;
use crate::error::Error;
use crate::session::shared::Shared;
use crate::store::record::{CredentialHash, Record};
use crate::store::{Revision, Store, StoreError, Swap};

/// What became of an answer.
pub(in crate::session) enum Committed {
    /// It is stored.
    Done(Record),
    /// The store holds other tokens than the ones that were sent: somebody
    /// signed in anew, or renewed them. These count.
    Superseded(Record),
    /// Somebody signed out.
    SignedOut(Record),
}

/// Stores `next`, if the store still holds the credential that was sent. The
/// lease plays no part: whoever holds it now, ours are the live tokens.
pub(in crate::session) async fn commit(
    shared: &Shared,
    store: &Arc<dyn Store>,
    mut revision: Option<Revision>,
    next: &Record,
    sent: &CredentialHash,
) -> Result<Committed, Error> {
    let mut next = next.clone();
    for _ in 0..ROUNDS {
        match shared.write(store, revision, &next, None).await {
            Ok(Swap::Done(_)) => return Ok(Committed::Done(next)),
            Ok(Swap::Conflict | Swap::Fenced) => (),
            // Whether it is written is not known. What is there tells.
            Err(error) if error.is_transient() => {
                let found = shared.read(store).await;
                match found {
                    Ok(Some((_, found))) if found.is_same_set(&next) => {
                        return Ok(Committed::Done(found));
                    }
                    _ => return Err(error),
                }
            }
            Err(error) => return Err(error),
        }
        match shared.read(store).await? {
            None => revision = None,
            Some((_, found)) if found.is_same_set(&next) => {
                return Ok(Committed::Done(found));
            }
            Some((_, found)) if found.is_signed_out() => {
                return Ok(Committed::SignedOut(found));
            }
            // An older set of this sign-in is a backup that was put in place meanwhile.
            Some((at, found))
                if (found.credential() == *sent && !found.has_overtaken(&next))
                    || (found.family == next.family && found.generation < next.generation) =>
            {
                revision = Some(at);
                next.label = found.label;
                // Learned while the answer was on its way.
                let spec = shared.core.spec;
                next.tokens.kept.learn_from(spec, &found.tokens.kept);
            }
            Some((_, found)) => return Ok(Committed::Superseded(found)),
        }
    }
    Err(shared.store_error(StoreError::contended()))
}
