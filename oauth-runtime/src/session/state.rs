//! One generation of tokens.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::client::Core;
use crate::error::Error;
use crate::secret::Secret;
use crate::token::{Expiry, TokenSet};

/// One generation of tokens, never changed once it is published.
pub(super) struct State {
    pub(super) tokens: TokenSet,
    /// Grows with each renewal. Two tasks that saw the same version want the same renewal.
    pub(super) version: u64,
    /// From then on the token is renewed before use.
    renew_at: Option<SystemTime>,
    /// Why no renewal can help any more.
    pub(super) ended: Option<Error>,
}

/// A token that is over at once is still used for this long, so that a
/// provider with such answers is not asked at every call.
const SHORTEST_USE: Duration = Duration::from_secs(30);
const LARGEST_MARGIN: Duration = Duration::from_secs(300);

impl State {
    pub(super) fn new(core: &Core, tokens: TokenSet, version: u64) -> Self {
        Self {
            renew_at: renew_at(core, &tokens),
            ended: None,
            tokens,
            version,
        }
    }

    pub(super) fn end(&self, why: Error) -> Self {
        Self {
            tokens: self.tokens.clone(),
            version: self.version + 1,
            renew_at: self.renew_at,
            ended: Some(why),
        }
    }

    /// Whether the token can be used without renewal.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        self.ended.is_none() && self.renew_at.is_none_or(|at| now < at)
    }

    /// Whether the token is not over yet, although it should be renewed.
    pub(super) fn is_alive(&self, now: SystemTime) -> bool {
        self.ended.is_none()
            && match self.tokens.expires {
                Expiry::At(end) => now < end,
                Expiry::Never | Expiry::Unknown => true,
            }
    }
}

fn renew_at(core: &Core, tokens: &TokenSet) -> Option<SystemTime> {
    let Expiry::At(end) = tokens.expires else {
        return None;
    };
    let lifetime = end.duration_since(tokens.issued_at).unwrap_or_default();
    if lifetime.is_zero() {
        return tokens.issued_at.checked_add(SHORTEST_USE);
    }
    let margin = core
        .margin
        .or(core.spec.lifetimes.margin)
        .unwrap_or((lifetime / 4).min(LARGEST_MARGIN))
        .min(lifetime);
    end.checked_sub(margin)
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

    /// How many renewals this session has seen.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.0.version
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
