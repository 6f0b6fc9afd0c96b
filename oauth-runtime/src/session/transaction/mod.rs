//! A renewal over a store: at most one at a time across processes, and no
//! answer that reached this process is ever lost.
//!
//! Under a lease the record is read again, for somebody else may have renewed
//! it. Before the request an intent is written, so that a crash between request
//! and answer can be told from a revocation. The answer is committed on
//! condition that the stored refresh token is still the one that was sent, not
//! that the lease is still held: after a long suspension the tokens in hand are
//! the only live ones. A refusal counts only when the stored refresh token is
//! still the one that was refused, and leaves a tombstone.

mod commit;
mod lease;
mod refusal;
mod then;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

pub(super) use commit::{Committed, commit};

use super::panic::survive;
use super::renew::{Asked, ask};
use super::shared::Shared;
use super::state::State;
use crate::error::{Code, Error};
use crate::failpoint::pass;
use crate::flow::steps;
use crate::store::record::{CredentialHash, Intent, Record};
use crate::store::{Lease, Owner, Revision, Store, StoreError, Swap};
use crate::token::TokenSet;

/// How a renewal ended well.
pub(super) enum Renewal {
    /// New tokens, and the ones they replaced.
    Renewed {
        record: Record,
        old: TokenSet,
        /// A step after the refresh failed: there is a new refresh token, and no
        /// access token yet.
        incomplete: Option<Error>,
    },
    /// Somebody else renewed them.
    Adopted(Record),
    /// New tokens that the store did not take.
    Unsaved {
        record: Record,
        old: TokenSet,
        sent: CredentialHash,
        lease: Lease,
        error: Error,
        incomplete: Option<Error>,
    },
    /// New tokens that nobody wants any more: the session was signed out meanwhile.
    SignedOut { tokens: TokenSet, record: Record },
    /// The refresh token is over, by the provider's word or by a tombstone.
    Over { record: Record, error: Error },
    /// The lease was lost before anything was sent: it can be asked for again.
    LeaseLost(Error),
}

pub(super) struct Transaction<'a> {
    shared: &'a Shared,
    store: &'a Arc<dyn Store>,
    seen: &'a State,
    owner: Owner,
    ttl: Duration,
    /// The store's name, asked for before anything is sent: foreign code between
    /// an answer and its commit could lose it.
    home: String,
    /// Whether the caller has no token to go on with.
    urgent: bool,
}

/// What a refresh token was sent under.
struct Held<'a> {
    lease: &'a Lease,
    revision: Option<Revision>,
    /// What the store held.
    record: Record,
    sent: CredentialHash,
}

/// What is to be done with the record that was read under the lease.
enum Next {
    Adopt(Record),
    Over(Record, Error),
    Renew(Option<Revision>, Record),
}

/// What came of writing the intent.
#[expect(clippy::large_enum_variant, reason = "it lives for one match")]
enum Announced {
    Written(Option<Revision>, Record),
    /// The record changed meanwhile.
    Changed,
    LeaseLost,
}

/// How often a record that changes under our hands is read again.
const ROUNDS: usize = 8;
/// A pause that another process wrote down is believed up to this long.
const LONGEST_PAUSE: Duration = Duration::from_secs(400);

/// Renews the tokens that `seen` holds, or adopts newer ones.
pub(super) async fn renew(
    shared: &Shared,
    store: &Arc<dyn Store>,
    seen: &State,
    urgent: bool,
) -> Result<Renewal, Error> {
    let transaction = Transaction {
        shared,
        store,
        seen,
        owner: shared.owner()?,
        ttl: shared.lease_ttl(),
        home: store.describe(),
        urgent,
    };
    pass("refresh.before_lease");
    let lease = match transaction.obtain_lease().await? {
        lease::Obtained::Lease(lease) => lease,
        lease::Obtained::Adopt(record) => return Ok(Renewal::Adopted(*record)),
    };
    let began = Began::now(shared);
    pass("refresh.leased");
    let result = survive(transaction.under(&lease, &began)).await;
    pass("refresh.before_release");
    if !matches!(result, Ok(Ok(Renewal::Unsaved { .. }))) {
        transaction.release(&lease).await;
    }
    pass("refresh.released");
    result.map_err(|panicked| panicked.of(shared.core.spec.id))?
}

/// When the lease was granted, on both clocks.
struct Began {
    wall: SystemTime,
    monotonic: Duration,
}

impl Began {
    fn now(shared: &Shared) -> Self {
        Self {
            wall: shared.core.time.now(),
            monotonic: shared.core.time.monotonic(),
        }
    }

    /// How long ago, by the clock that says longer: one of them may have stood
    /// still while the machine slept.
    fn ago(&self, shared: &Shared) -> Duration {
        let time = &shared.core.time;
        let wall = time.now().duration_since(self.wall).unwrap_or_default();
        wall.max(time.monotonic().saturating_sub(self.monotonic))
    }
}

impl Transaction<'_> {
    async fn under(&self, lease: &Lease, began: &Began) -> Result<Renewal, Error> {
        for _ in 0..ROUNDS {
            let stored = self.shared.read(self.store).await?;
            pass("refresh.read");
            let (revision, record) = match self.decide(stored)? {
                Next::Adopt(record) => return Ok(Renewal::Adopted(record)),
                Next::Over(record, error) => return Ok(Renewal::Over { record, error }),
                Next::Renew(revision, record) => (revision, record),
            };
            match self.announce(lease, revision, record).await? {
                Announced::Written(revision, record) => {
                    return self.exchange(lease, began, revision, record).await;
                }
                Announced::LeaseLost => return Ok(Renewal::LeaseLost(self.lost_lease())),
                Announced::Changed => continue,
            }
        }
        Err(self.shared.store_error(StoreError::contended()))
    }

    fn decide(&self, stored: Option<(Revision, Record)>) -> Result<Next, Error> {
        let core = &self.shared.core;
        let Some((revision, record)) = stored else {
            return Ok(Next::Renew(None, self.shared.record_of(self.seen)));
        };
        self.shared.check_issuer(&record)?;
        if let Some(stone) = &record.tombstone {
            let error = stone.error(core.spec.id);
            return Ok(Next::Over(record, error));
        }
        let same_family = *record.family == *self.seen.family;
        if same_family && record.generation < self.seen.generation {
            // A backup was put in place under a living process: its tokens are the newer ones.
            let newer = Record {
                label: record.label,
                ..self.shared.record_of(self.seen)
            };
            return Ok(Next::Renew(Some(revision), newer));
        }
        let newer = !same_family || record.generation > self.seen.generation;
        if newer && State::of(core, &record, 0).is_fresh(&core.time) {
            return Ok(Next::Adopt(record));
        }
        let wait = record
            .not_before
            .and_then(|until| until.duration_since(core.time.now()).ok());
        match wait {
            Some(wait) if !wait.is_zero() && wait <= LONGEST_PAUSE => Err(self
                .error(
                    Code::ServerError,
                    "the provider could not serve another process, which wrote down how long to wait",
                )
                .wait(Some(wait))),
            _ => Ok(Next::Renew(Some(revision), record)),
        }
    }

    /// Writes down that a refresh token is about to be sent.
    async fn announce(
        &self,
        lease: &Lease,
        revision: Option<Revision>,
        record: Record,
    ) -> Result<Announced, Error> {
        pass("refresh.before_intent");
        if record.tokens.refresh_token.is_none() {
            return Ok(Announced::Written(revision, record));
        }
        let credential = record.credential();
        let died = record
            .intent
            .as_ref()
            .filter(|intent| intent.credential == credential)
            .map(|intent| intent.started_at);
        let announced = Record {
            unknown_since: record.unknown_since.or(died),
            intent: Some(Intent {
                owner: self.owner.name().to_owned(),
                credential,
                started_at: self.shared.core.time.now(),
            }),
            ..record
        };
        let written = self
            .shared
            .write(self.store, revision, &announced, Some(lease.fence))
            .await?;
        match written {
            Swap::Done(revision) => {
                pass("refresh.intent_written");
                Ok(Announced::Written(Some(revision), announced))
            }
            Swap::Conflict => Ok(Announced::Changed),
            Swap::Fenced => Ok(Announced::LeaseLost),
        }
    }

    async fn exchange(
        &self,
        lease: &Lease,
        began: &Began,
        revision: Option<Revision>,
        record: Record,
    ) -> Result<Renewal, Error> {
        pass("refresh.before_request");
        if !self.has_time(began) {
            return Ok(Renewal::LeaseLost(self.lost_lease()));
        }
        let core = &self.shared.core;
        let sent = record.credential();
        let Asked { result, lost_one } = ask(core, &record.tokens, || self.has_time(began)).await;
        pass("refresh.answered");
        match result {
            Ok(answered) => {
                let held = Held {
                    lease,
                    revision,
                    record,
                    sent,
                };
                let renewal = self.take(held, answered).await;
                pass("refresh.committed");
                renewal
            }
            Err(error) => {
                self.failed(lease, revision, record, &sent, error, lost_one)
                    .await
            }
        }
    }

    async fn conclude(&self, held: Held<'_>, next: Record) -> Result<Renewal, Error> {
        let old = held.record.tokens;
        pass("refresh.before_commit");
        Ok(
            match commit(self.shared, self.store, held.revision, &next, &held.sent).await {
                Ok(Committed::Done(record)) => Renewal::Renewed {
                    record,
                    old,
                    incomplete: None,
                },
                Ok(Committed::Superseded(record)) => Renewal::Adopted(record),
                Ok(Committed::SignedOut(record)) => Renewal::SignedOut {
                    tokens: next.tokens,
                    record,
                },
                Err(error) => Renewal::Unsaved {
                    record: next,
                    old,
                    sent: held.sent,
                    lease: held.lease.clone(),
                    error,
                    incomplete: None,
                },
            },
        )
    }

    /// No request leaves when its answer might come after the lease is over.
    fn has_time(&self, began: &Began) -> bool {
        let core = &self.shared.core;
        let needed = core
            .credential_limits
            .deadline
            .saturating_mul(steps::requests(core.spec))
            .saturating_add(core.store_deadline);
        began.ago(self.shared).saturating_add(needed) <= self.ttl
    }

    fn lost_lease(&self) -> Error {
        self.error(
            Code::StoreHeld,
            "the lease ran out before the refresh token was sent; nothing was sent",
        )
    }

    fn error(&self, code: Code, text: &'static str) -> Error {
        Error::new(code, text).of(self.shared.core.spec.id)
    }

    async fn release(&self, lease: &Lease) {
        let key = self.shared.key();
        let released = self.shared.bounded(|| self.store.release(key, lease)).await;
        if let Err(error) = released {
            tracing::debug!(%error, "a lease was not given back; it ends by its time");
        }
    }
}

impl Shared {
    /// The stored record. A damaged one is put aside, so that memory can replace it.
    pub(super) async fn read(
        &self,
        store: &Arc<dyn Store>,
    ) -> Result<Option<(Revision, Record)>, Error> {
        let spec = self.core.spec;
        let read = match self.bounded(|| store.read(self.key())).await {
            Ok(None) => return Ok(None),
            Ok(Some(entry)) => {
                Record::from_bytes(spec, &entry.value).map(|record| Some((entry.revision, record)))
            }
            Err(error) => Err(self.store_error(error)),
        };
        if let Err(error) = &read
            && error.code() == Code::StoreCorrupt
        {
            // Out of the way, so that the tokens in memory can be stored.
            let _ = self.bounded(|| store.set_aside(self.key())).await;
        }
        read
    }

    /// Writes a record.
    pub(super) async fn write(
        &self,
        store: &Arc<dyn Store>,
        expected: Option<Revision>,
        record: &Record,
        fence: Option<u64>,
    ) -> Result<Swap, Error> {
        let named = |error| self.store_error(error);
        let bytes = record.to_bytes().map_err(named)?;
        self.bounded(|| store.compare_and_swap(self.key(), expected, &bytes, fence))
            .await
            .map_err(named)
    }

    pub(super) fn store_error(&self, error: StoreError) -> Error {
        Error::from(error).of(self.core.spec.id)
    }
}
