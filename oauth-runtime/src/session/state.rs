//! One generation of tokens.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::moment::Moment;
use crate::client::Core;
use crate::clock::Time;
use crate::dpop::DpopKey;
use crate::error::Error;
use crate::secret::Secret;
use crate::store::record::Record;
use crate::token::{Expiry, Kept, TokenSet};

/// One generation of tokens, never changed once it is published.
pub(crate) struct State {
    pub(super) tokens: TokenSet,
    /// Grows with each change. Two tasks that saw the same version want the same renewal.
    pub(super) version: u64,
    /// The sign-in that these tokens descend from.
    pub(super) family: Arc<str>,
    /// Counts the renewals since that sign-in, across processes.
    pub(super) generation: u64,
    /// Whether another process obtained these tokens.
    pub(super) adopted: bool,
    /// From then on the token is renewed before use.
    renew_at: Option<Moment>,
    /// From then on the token is over.
    ends_at: Option<Moment>,
    /// Why no renewal can help any more.
    pub(super) ended: Option<Error>,
    /// The key that the tokens are bound to, once it is needed.
    key: OnceLock<Result<Option<DpopKey>, Error>>,
}

/// A token that is over at once is still used for this long, so that a
/// provider with such answers is not asked at every call.
const SHORTEST_USE: Duration = Duration::from_secs(30);
const LARGEST_MARGIN: Duration = Duration::from_secs(300);

impl State {
    pub(super) fn new(core: &Core, tokens: TokenSet, version: u64) -> Self {
        let (renew_at, ends_at) = moments(core, &tokens);
        Self {
            renew_at,
            ends_at,
            ended: None,
            key: OnceLock::new(),
            adopted: false,
            family: Arc::from(""),
            generation: 1,
            tokens,
            version,
        }
    }

    /// The state of a stored record.
    pub(super) fn of(core: &Core, record: &Record, version: u64) -> Self {
        Self {
            family: Arc::from(record.family.as_str()),
            generation: record.generation,
            ended: record
                .tombstone
                .as_ref()
                .map(|stone| stone.error(core.spec.id)),
            ..Self::new(core, record.tokens.clone(), version)
        }
    }

    /// The state of a record that another process stored.
    pub(super) fn adopted(core: &Core, record: &Record, version: u64) -> Self {
        Self {
            adopted: true,
            ..Self::of(core, record, version)
        }
    }

    /// The state after this one, with tokens of its own.
    pub(super) fn next(&self, core: &Core, tokens: TokenSet) -> Self {
        Self {
            family: self.family.clone(),
            generation: self.generation.saturating_add(1),
            ..Self::new(core, tokens, self.version + 1)
        }
    }

    /// The same state with other kept values. Its version stays, because nobody
    /// renews for their sake.
    pub(super) fn with_kept(&self, core: &Core, change: impl FnOnce(&mut Kept)) -> Self {
        let mut tokens = self.tokens.clone();
        change(&mut tokens.kept);
        Self {
            family: self.family.clone(),
            generation: self.generation,
            ended: self.ended.clone(),
            adopted: self.adopted,
            ..Self::new(core, tokens, self.version)
        }
    }

    pub(super) fn end(&self, core: &Core, why: Error) -> Self {
        Self {
            family: self.family.clone(),
            generation: self.generation,
            ended: Some(why),
            ..Self::new(core, self.tokens.clone(), self.version + 1)
        }
    }

    /// The key that the tokens are bound to, if they are.
    ///
    /// # Errors
    /// `E0703` when it cannot be read.
    pub(super) fn key(&self) -> Result<Option<&DpopKey>, Error> {
        let Some(stored) = &self.tokens.dpop_key else {
            return Ok(None);
        };
        let read = || DpopKey::read(stored).map(Some);
        self.key
            .get_or_init(read)
            .as_ref()
            .map_or_else(|error| Err(error.clone()), |key| Ok(key.as_ref()))
    }

    /// Whether the token can be used without renewal.
    pub(super) fn is_fresh(&self, time: &Time) -> bool {
        self.ended.is_none() && !self.renew_at.as_ref().is_some_and(|at| at.has_come(time))
    }

    /// Whether the token is not over yet, although it should be renewed.
    pub(super) fn is_alive(&self, time: &Time) -> bool {
        self.ended.is_none() && !self.ends_at.as_ref().is_some_and(|at| at.has_come(time))
    }

    /// How long until the token should be renewed; `None` when nobody can say.
    pub(super) fn due_in(&self, time: &Time) -> Option<Duration> {
        self.renew_at.as_ref().map(|at| at.away(time))
    }
}

/// When tokens should be renewed, and when they are over.
fn moments(core: &Core, tokens: &TokenSet) -> (Option<Moment>, Option<Moment>) {
    let Expiry::At(end) = tokens.expires else {
        return (None, None);
    };
    let lifetime = end.duration_since(tokens.issued_at).unwrap_or_default();
    let ends_at = Some(Moment::at(&core.time, end, lifetime));
    if lifetime.is_zero() {
        let at = tokens.issued_at.checked_add(SHORTEST_USE);
        return (
            at.map(|at| Moment::at(&core.time, at, SHORTEST_USE)),
            ends_at,
        );
    }
    let margin = core
        .margin
        .or(core.spec.lifetimes.margin)
        .unwrap_or((lifetime / 4).min(LARGEST_MARGIN))
        // A margin that leaves nothing would mean a renewal at every call.
        .min(lifetime.saturating_sub(lifetime / 4));
    let at = end.checked_sub(margin);
    let longest = lifetime.saturating_sub(margin);
    (at.map(|at| Moment::at(&core.time, at, longest)), ends_at)
}

/// A valid access token, borrowed from its session.
pub struct TokenGuard(pub(super) arc_swap::Guard<Arc<State>>);

impl TokenGuard {
    /// The access token.
    #[must_use]
    pub fn access_token(&self) -> &Secret {
        &self.0.tokens.access_token
    }

    /// When the access token ends.
    #[must_use]
    pub fn expires(&self) -> Expiry {
        self.0.tokens.expires
    }

    /// How many changes of its tokens this session has seen in this process.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.version
    }

    /// How many sets of tokens there were since the sign-in, this one included,
    /// across all processes that share the store.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.0.generation
    }
}

impl Deref for TokenGuard {
    type Target = Secret;

    fn deref(&self) -> &Secret {
        self.access_token()
    }
}

impl fmt::Debug for TokenGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenGuard")
            .field("version", &self.version())
            .field("expires", &self.expires())
            .finish_non_exhaustive()
    }
}
