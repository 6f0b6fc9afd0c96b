//! What becomes of a refresh token that is used (RFC 9700 §4.14.2).

use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::time::SystemTime;

use oauth_runtime::spec::Rotation;

use super::Store;

/// The refresh tokens of a server, and what is left of the dead ones.
#[derive(Default)]
pub(super) struct RefreshTokens {
    known: HashMap<String, Refresh>,
    /// Tokens whose successor was used: only their reuse is of interest. A
    /// million of them must fit, so they are known by their hash.
    dead: HashMap<u64, Dead>,
    hasher: RandomState,
}

struct Refresh {
    family: usize,
    generation: u64,
    ends: Option<SystemTime>,
    used: Option<SystemTime>,
    /// The token whose use brought this one.
    parent: Option<String>,
}

#[derive(Clone, Copy)]
struct Dead {
    family: usize,
    generation: u64,
    ends: Option<SystemTime>,
}

/// What a new refresh token is.
pub(crate) struct RefreshPlan<'a> {
    pub(crate) ends: Option<SystemTime>,
    pub(crate) parent: Option<&'a str>,
}

/// What using a refresh token came to.
pub(crate) enum Spent {
    /// It is good: the family, and whether the answer brings a token in its place.
    Good {
        family: usize,
        generation: u64,
        rotates: bool,
    },
    /// Nobody issued it.
    Unknown,
    Over(u64),
    /// The family was revoked before.
    Revoked(u64),
    /// It was used before: its family has to be revoked (RFC 9700 §4.14.2).
    Reused(u64),
}

impl RefreshTokens {
    pub(super) fn add(
        &mut self,
        value: String,
        family: usize,
        generation: u64,
        plan: &RefreshPlan<'_>,
    ) {
        let token = Refresh {
            family,
            generation,
            ends: plan.ends,
            used: None,
            parent: plan.parent.map(str::to_owned),
        };
        self.known.insert(value, token);
    }

    fn find(&self, value: &str) -> Option<Dead> {
        match self.known.get(value) {
            Some(token) => Some(Dead {
                family: token.family,
                generation: token.generation,
                ends: token.ends,
            }),
            None => self.dead.get(&self.hasher.hash_one(value)).copied(),
        }
    }

    fn bury(&mut self, value: &str) {
        if let Some(token) = self.known.remove(value) {
            let dead = Dead {
                family: token.family,
                generation: token.generation,
                ends: token.ends,
            };
            self.dead.insert(self.hasher.hash_one(value), dead);
        }
    }
}

impl Refresh {
    /// Whether a token that is neither over nor revoked would be granted.
    fn would_be_granted(&self, rotation: Rotation, now: SystemTime) -> bool {
        let grace = match rotation {
            Rotation::None | Rotation::Reusable => return true,
            Rotation::SingleUse { grace } => grace,
            _ => None,
        };
        self.used.is_none_or(|used| {
            let since = now.duration_since(used).unwrap_or_default();
            grace.is_some_and(|grace| since <= grace)
        })
    }
}

impl Store {
    /// Uses a refresh token by the rules of a rotation.
    pub(crate) fn spend(&mut self, value: &str, rotation: Rotation, now: SystemTime) -> Spent {
        let Some(Dead {
            family,
            generation,
            ends,
        }) = self.refresh.find(value)
        else {
            return Spent::Unknown;
        };
        if self.is_revoked(family) {
            return Spent::Revoked(generation);
        }
        if ends.is_some_and(|end| now >= end) {
            return Spent::Over(generation);
        }
        let token = self.refresh.known.get_mut(value);
        let Some(token) = token.filter(|token| token.would_be_granted(rotation, now)) else {
            self.revoke_family(family);
            return Spent::Reused(generation);
        };
        let rotates = rotation != Rotation::None;
        if matches!(rotation, Rotation::None | Rotation::Reusable) {
            return Spent::Good {
                family,
                generation,
                rotates,
            };
        }
        token.used.get_or_insert(now);
        // The use of a successor ends any grace.
        if let Some(parent) = token.parent.take() {
            self.refresh.bury(&parent);
        }
        Spent::Good {
            family,
            generation,
            rotates,
        }
    }

    /// The newest refresh tokens.
    pub(crate) fn newest_refresh(&self, most: usize) -> Vec<String> {
        let mut tokens: Vec<_> = self.refresh.known.iter().collect();
        tokens.sort_by_key(|(_, token)| std::cmp::Reverse(token.generation));
        let newest = tokens.into_iter().take(most);
        newest.map(|(value, _)| value.clone()).collect()
    }

    /// Family and generation of a refresh token, dead or alive.
    pub(crate) fn refresh_token(&self, value: &str) -> Option<(usize, u64)> {
        let token = self.refresh.find(value)?;
        Some((token.family, token.generation))
    }

    /// Whether a refresh token would be granted now.
    pub(crate) fn is_live(&self, value: &str, rotation: Rotation, now: SystemTime) -> bool {
        let token = self.refresh.known.get(value);
        token.is_some_and(|token| self.works(token, rotation, now))
    }

    /// The generation of the newest refresh token that would be granted now.
    pub(crate) fn live_generation(&self, rotation: Rotation, now: SystemTime) -> Option<u64> {
        let tokens = self.refresh.known.values();
        tokens
            .filter(|token| self.works(token, rotation, now))
            .map(|token| token.generation)
            .max()
    }

    fn works(&self, token: &Refresh, rotation: Rotation, now: SystemTime) -> bool {
        !self.is_revoked(token.family)
            && token.ends.is_none_or(|end| now < end)
            && token.would_be_granted(rotation, now)
    }
}
