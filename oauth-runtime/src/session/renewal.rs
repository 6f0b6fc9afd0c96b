//! One renewal of a session: with a store or without, and what is told after it.

use std::sync::Arc;

use super::event::EventKind;
use super::renew::{Answered, Asked, ask, complete, is_rotated};
use super::shared::{Shared, Unsaved};
use super::sign_out::is_sign_out;
use super::state::State;
use super::transaction::{self, Renewal};
use super::verdict::{Verdict, verdict};
use crate::error::{Code, Error};
use crate::failpoint::pass;
use crate::spec::CallKind;
use crate::store::Store;
use crate::store::record::Record;
use crate::token::TokenSet;

/// Tokens that another process renewed may be over again when they are adopted.
const ADOPTIONS: usize = 3;

impl Shared {
    /// Obtains the next generation and publishes it. One task at a time is here.
    pub(super) async fn renew(self: &Arc<Self>, urgent: bool) -> Result<(), Error> {
        let core = &self.core;
        let seen = self.current.load_full();
        if core.hub.is_closed() {
            let shut_down = Error::new(
                Code::ShutDown,
                "the client was shut down, so nothing is renewed any more",
            )
            .of(core.spec.id);
            return Err(seen.ended.clone().unwrap_or(shut_down));
        }
        if let Err(pause) = self.backoff.check(core.time.monotonic())
            && !(urgent && pause.code() == Code::RenewalUnderWay)
        {
            return Err(seen.ended.clone().unwrap_or(pause));
        }
        // Before a lease is taken, which shall not wait for metadata; what fails here
        // fails again where it is needed, unless another process has newer tokens.
        if let Err(error) = core.resolved_for(&seen.tokens).await {
            tracing::debug!(%error, "the provider's metadata could not be read");
        }
        let renewed = match &self.store {
            None => self.renew_alone(&seen).await,
            Some(store) if seen.ended.is_some() => match self.come_back(store, &seen).await {
                Ok(()) if self.current.load().is_fresh(&core.time) => Ok(()),
                Ok(()) => self.renew_stored(store, urgent).await,
                Err(over) => Err(over),
            },
            Some(store) => self.renew_stored(store, urgent).await,
        };
        match &renewed {
            Ok(()) => self.backoff.succeeded(),
            Err(error) if error.is_reauth_required() && self.store.is_none() => (),
            Err(error) => {
                let jitter = core.entropy.byte();
                self.backoff.failed(error, core.time.monotonic(), jitter);
            }
        }
        renewed
    }

    async fn renew_alone(self: &Arc<Self>, seen: &Arc<State>) -> Result<(), Error> {
        let Asked { result, lost_one } = ask(&self.core, &seen.tokens, || true).await;
        if lost_one {
            self.note_lost_answer();
        }
        match result {
            Ok(answered) => {
                let (tokens, incomplete) = self.complete_alone(seen, answered).await?;
                let next = seen.next(&self.core, tokens.clone());
                let before = self.follow(seen, next);
                if before.ended.as_ref().is_some_and(is_sign_out) {
                    self.revoke_late(tokens);
                    return Err(before.ended.clone().unwrap_or_else(|| self.lost()));
                }
                let generation = seen.generation.saturating_add(1);
                self.tell_outcome(&seen.tokens, &tokens, generation, incomplete)
            }
            Err(error) => {
                if !error.is_reauth_required() {
                    if verdict(&error) != Verdict::NotSpent {
                        self.note_lost_answer();
                    }
                    return Err(error);
                }
                let error = match error.code() {
                    Code::RefreshRefused if self.lost_an_answer() => self.lost(),
                    _ => error,
                };
                let ended = seen.end(&self.core, error.clone());
                self.follow(seen, ended);
                self.tell(EventKind::NeedsSignIn {
                    error: error.clone(),
                });
                Err(error)
            }
        }
    }

    /// The steps after a refresh of a session that nobody stores. Where one fails and
    /// the refresh token stayed as it was, there is nothing to take over.
    async fn complete_alone(
        &self,
        seen: &State,
        answered: Answered,
    ) -> Result<(TokenSet, Option<Error>), Error> {
        let Some(rest) = answered.rest else {
            return Ok((answered.tokens, None));
        };
        match complete(&seen.tokens, *rest).await {
            Ok(tokens) => Ok((tokens, None)),
            Err(broken) if is_rotated(&seen.tokens, &broken.tokens) => {
                Ok((broken.tokens, Some(broken.error)))
            }
            Err(broken) => Err(broken.error),
        }
    }

    fn lost(&self) -> Error {
        Error::new(
            Code::RefreshLost,
            "an earlier refresh got no complete answer, and now the provider refuses the refresh token. \
             It had probably replaced it, and the new one is lost; no client can close this window. Sign in again",
        )
        .of(self.core.spec.id)
        .on(CallKind::Refresh)
    }

    /// A session that is over looks whether somebody signed in elsewhere. One
    /// that was signed out here takes a new sign-in and nothing else: the store
    /// may have been away at the sign-out, and still hold the old tokens.
    async fn come_back(
        self: &Arc<Self>,
        store: &Arc<dyn Store>,
        seen: &Arc<State>,
    ) -> Result<(), Error> {
        let over = || seen.ended.clone().unwrap_or_else(|| self.lost());
        let Ok(Some((_, record))) = self.read(store).await else {
            return Err(over());
        };
        if record.tombstone.is_some() || self.check_issuer(&record).is_err() {
            return Err(over());
        }
        match self.come_back_as(&record) {
            true => Ok(()),
            false => Err(over()),
        }
    }

    /// Takes up what another process stored, in place of a session that is over.
    /// Answers whether it may.
    pub(super) fn come_back_as(&self, record: &Record) -> bool {
        let seen = self.current.load_full();
        let signed_out = seen.ended.as_ref().is_some_and(is_sign_out);
        let left_behind = signed_out && *record.family == *seen.family;
        if !left_behind {
            self.publish(&seen, record);
        }
        !left_behind
    }

    async fn renew_stored(
        self: &Arc<Self>,
        store: &Arc<dyn Store>,
        urgent: bool,
    ) -> Result<(), Error> {
        for attempt in 1..=ADOPTIONS {
            self.save_kept().await?;
            let seen = self.current.load_full();
            let renewal = match transaction::renew(self, store, &seen, urgent).await {
                Ok(Renewal::LeaseLost(_)) if attempt < ADOPTIONS => continue,
                Ok(renewal) => renewal,
                Err(error) => {
                    if error.code() == Code::NothingToRenew {
                        self.tell(EventKind::NeedsSignIn {
                            error: error.clone(),
                        });
                    }
                    return Err(error);
                }
            };
            match self.conclude(&seen, renewal) {
                Some(done) => return done,
                None => continue,
            }
        }
        Ok(())
    }

    /// Publishes what a transaction brought, and tells it. `None` when the
    /// adopted tokens have to be renewed themselves.
    fn conclude(
        self: &Arc<Self>,
        seen: &Arc<State>,
        renewal: Renewal,
    ) -> Option<Result<(), Error>> {
        match renewal {
            Renewal::Renewed {
                record,
                old,
                incomplete,
            } => {
                self.publish(seen, &record);
                pass("refresh.published");
                let generation = record.generation;
                Some(self.tell_outcome(&old, &record.tokens, generation, incomplete))
            }
            Renewal::Unsaved {
                record,
                old,
                sent,
                lease,
                error,
                incomplete,
            } => {
                self.publish(seen, &record);
                pass("refresh.published");
                self.tell_drift();
                self.tell_narrowed(&old, &record.tokens);
                let kept = Unsaved {
                    record,
                    sent: Some(sent),
                    lease: Some(lease),
                };
                self.keep_in_memory(kept, error);
                Some(incomplete.map_or(Ok(()), Err))
            }
            Renewal::Adopted(record) => self.adopt(seen, &record),
            Renewal::LeaseLost(error) => Some(Err(error)),
            Renewal::SignedOut { tokens, record } => {
                self.publish(seen, &record);
                self.revoke_late(tokens);
                self.tell(EventKind::SignedOut);
                Some(self.ended())
            }
            Renewal::Over { record, error } => {
                self.publish(seen, &record);
                self.tell(match is_sign_out(&error) {
                    true => EventKind::SignedOut,
                    false => EventKind::NeedsSignIn {
                        error: error.clone(),
                    },
                });
                Some(Err(error))
            }
        }
    }

    fn adopt(&self, seen: &Arc<State>, record: &Record) -> Option<Result<(), Error>> {
        let next = State::adopted(&self.core, record, seen.version + 1);
        self.follow(seen, next);
        if record.tombstone.is_some() {
            return Some(self.ended());
        }
        self.tell(EventKind::Adopted {
            generation: record.generation,
        });
        let fresh = self.current.load().is_fresh(&self.core.time);
        fresh.then_some(Ok(()))
    }

    fn ended(&self) -> Result<(), Error> {
        self.current.load().ended.clone().map_or(Ok(()), Err)
    }

    /// Tells of a renewal, or of one whose steps are still to be made: then only of
    /// the refresh token.
    fn tell_outcome(
        &self,
        old: &TokenSet,
        new: &TokenSet,
        generation: u64,
        incomplete: Option<Error>,
    ) -> Result<(), Error> {
        match incomplete {
            None => {
                self.tell_renewed(old, new, generation);
                Ok(())
            }
            Some(error) => {
                self.tell(EventKind::Rotated { generation });
                Err(error)
            }
        }
    }

    fn tell_renewed(&self, old: &TokenSet, new: &TokenSet, generation: u64) {
        self.tell_drift();
        self.tell(EventKind::Refreshed { generation });
        if is_rotated(old, new) {
            self.tell(EventKind::Rotated { generation });
        }
        self.tell_narrowed(old, new);
    }

    fn tell_narrowed(&self, old: &TokenSet, new: &TokenSet) {
        let (Some(before), Some(after)) = (&old.scope, &new.scope) else {
            return;
        };
        let missing: Vec<String> = before
            .iter()
            .filter(|scope| !after.contains(scope))
            .cloned()
            .collect();
        if !missing.is_empty() {
            self.tell(EventKind::ScopesNarrowed { missing });
        }
    }

    fn tell_drift(&self) {
        if let Some((by, provider_ahead)) = self.core.hub.new_drift() {
            self.tell(EventKind::ClockDrift { by, provider_ahead });
        }
    }
}
