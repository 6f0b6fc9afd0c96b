//! What the clones of a session share.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;

use super::backoff::Backoff;
use super::event::EventKind;
use super::learn::Offers;
use super::panic::survive;
use super::second::Seconds;
use super::slot::Slot;
use super::state::State;
use crate::client::Core;
use crate::clock::timeout;
use crate::error::{Code, Error};
use crate::flow::steps;
use crate::store::record::{CredentialHash, Record};
use crate::store::{ConnectionKey, Lease, Owner, Store, StoreError, StoreErrorKind};
use crate::token::TokenSet;

pub(crate) struct Shared {
    pub(super) core: Arc<Core>,
    key: ConnectionKey,
    /// `None` for tokens that nobody stores.
    pub(super) store: Option<Arc<dyn Store>>,
    pub(super) current: ArcSwap<State>,
    pub(super) slot: Slot<Result<(), Error>>,
    pub(super) backoff: Backoff,
    unsaved: Mutex<Option<Unsaved>>,
    /// Held while values are learned, so that one task asks for all.
    pub(super) offers: tokio::sync::Mutex<Offers>,
    /// Whether a refresh of a session without store got no answer.
    lost_answer: AtomicBool,
    /// The sessions of the second tokens that came with this one.
    pub(super) second: Seconds,
}

/// Tokens that the store did not take.
#[derive(Clone)]
pub(super) struct Unsaved {
    pub(super) record: Record,
    /// What the store must still hold; `None` for a sign-in, which replaces anything.
    pub(super) sent: Option<CredentialHash>,
    /// Held on to as long as it lasts: whoever else renewed now would spend a
    /// refresh token that is used up.
    pub(super) lease: Option<Lease>,
}

impl Shared {
    /// Tokens that nobody stores.
    pub(super) fn alone(core: Arc<Core>, tokens: TokenSet) -> Self {
        let key = core.key(tokens.obtained_by);
        let state = State::new(&core, tokens, 0);
        Self::new(core, key, None, state)
    }

    /// Tokens as a store holds them.
    pub(super) fn stored(
        core: Arc<Core>,
        key: ConnectionKey,
        store: Arc<dyn Store>,
        record: &Record,
    ) -> Self {
        let state = State::of(&core, record, 0);
        Self::new(core, key, Some(store), state)
    }

    fn new(
        core: Arc<Core>,
        key: ConnectionKey,
        store: Option<Arc<dyn Store>>,
        state: State,
    ) -> Self {
        Self {
            current: ArcSwap::from_pointee(state),
            slot: Slot::default(),
            backoff: Backoff::default(),
            unsaved: Mutex::default(),
            offers: tokio::sync::Mutex::default(),
            lost_answer: AtomicBool::new(false),
            second: Seconds::default(),
            core,
            key,
            store,
        }
    }

    pub(super) fn key(&self) -> &ConnectionKey {
        &self.key
    }

    pub(super) fn tell(&self, kind: EventKind) {
        self.core.hub.tell(&self.key, kind);
    }

    /// Publishes a stored record, unless the state has moved on since `seen`.
    pub(super) fn publish(&self, seen: &Arc<State>, record: &Record) {
        self.follow(seen, State::of(&self.core, record, seen.version + 1));
    }

    /// Puts a state in place of the one that was seen, unless it has moved on since;
    /// values that were learned meanwhile go along. Answers what was there.
    pub(super) fn follow(&self, seen: &Arc<State>, next: State) -> Arc<State> {
        let next = Arc::new(next);
        self.current.rcu(|now| {
            if now.version != seen.version {
                return now.clone();
            }
            match Arc::ptr_eq(now, seen) {
                true => next.clone(),
                false => Arc::new(next.with_kept(&self.core, |kept| {
                    kept.learn_from(self.core.spec, &now.tokens.kept);
                })),
            }
        })
    }

    /// Publishes a stored record whatever the state is.
    pub(super) fn replace(&self, record: &Record) {
        self.current
            .rcu(|state| Arc::new(State::of(&self.core, record, state.version + 1)));
        self.backoff.succeeded();
    }

    /// Marks the session as over.
    pub(super) fn end(&self, why: &Error) {
        self.current
            .rcu(|state| Arc::new(state.end(&self.core, why.clone())));
    }

    /// The record that a state would be stored as.
    pub(super) fn record_of(&self, state: &State) -> Record {
        let home = self.store.as_ref().map(|store| store.describe());
        Record {
            generation: state.generation,
            ..Record::first(
                state.family.to_string(),
                self.core.token_issuer(),
                home.unwrap_or_default(),
                state.tokens.clone(),
            )
        }
    }

    /// Refresh tokens go to the issuer they came from, and to no other.
    pub(super) fn check_issuer(&self, record: &Record) -> Result<(), Error> {
        let now = self.core.token_issuer();
        if record.issuer.is_empty() || now.is_empty() || record.issuer == now {
            return Ok(());
        }
        let text = format!(
            "the stored tokens were issued by {}, and this program is set up for {now}; nothing was sent there. Sign in again",
            record.issuer
        );
        Err(Error::new(Code::RegistrationChanged, text)
            .of(self.core.spec.id)
            .key("token"))
    }

    /// A new owner for one transaction.
    pub(super) fn owner(&self) -> Result<Owner, Error> {
        let id = self.core.entropy.id()?;
        Ok(Owner::new(id, self.core.instance.clone()))
    }

    /// Long enough for two renewals and the writes around them.
    pub(super) fn lease_ttl(&self) -> Duration {
        let core = &self.core;
        core.credential_limits
            .deadline
            .saturating_mul(steps::requests(core.spec))
            .saturating_add(core.store_deadline)
            .saturating_mul(2)
    }

    /// A pause, up to a quarter longer at random.
    pub(super) fn jittered(&self, pause: Duration) -> Duration {
        let extra = u32::from(self.core.entropy.byte());
        pause.saturating_add(pause.saturating_mul(extra) / 1024)
    }

    pub(super) async fn bounded<T, F>(&self, work: impl FnOnce() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        bounded(&self.core, work).await
    }

    pub(super) fn note_lost_answer(&self) {
        self.lost_answer.store(true, Ordering::Release);
    }

    pub(super) fn lost_an_answer(&self) -> bool {
        self.lost_answer.load(Ordering::Acquire)
    }

    pub(super) fn unsaved(&self) -> Option<Unsaved> {
        let unsaved = self.unsaved.lock();
        unsaved.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_unsaved(&self, unsaved: Option<Unsaved>) {
        *self.unsaved.lock().unwrap_or_else(PoisonError::into_inner) = unsaved;
    }

    /// Lets go of tokens that were dealt with, unless newer ones took their place
    /// or another task has dealt with them. Answers whether it did.
    pub(super) fn let_go(&self, dealt_with: &Record) -> bool {
        let mut unsaved = self.unsaved.lock().unwrap_or_else(PoisonError::into_inner);
        let same = unsaved
            .as_ref()
            .is_some_and(|unsaved| unsaved.record.is_same_set(dealt_with));
        if same {
            *unsaved = None;
        }
        same
    }
}

/// No store holds up a program for longer than its deadline, and the panic of
/// one is its failure: tokens in hand are kept as after any other.
pub(crate) async fn bounded<T, F>(core: &Core, work: impl FnOnce() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    let limit = core.store_deadline;
    let unavailable = |text| Err(StoreError::new(StoreErrorKind::Unavailable, text));
    // A method may panic before it answers a future.
    let work = survive(async { work().await });
    match timeout(limit, work).await {
        Some(Ok(done)) => done,
        Some(Err(_)) => {
            unavailable("the store panicked: see its message on standard error".to_owned())
        }
        None => unavailable(format!(
            "the store took longer than {limit:?}, which `store_deadline` sets"
        )),
    }
}
