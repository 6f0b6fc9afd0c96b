//! Access and refresh tokens, and what becomes of a refresh token that is used.

use std::time::SystemTime;

use oauth_runtime::spec::Rotation;

use super::Store;

/// An access token as the server knows it.
#[derive(Clone, Copy)]
pub(crate) struct Access {
    pub(crate) family: usize,
    pub(crate) generation: u64,
    pub(crate) issued: SystemTime,
    pub(crate) ends: Option<SystemTime>,
    /// Called in early, although its time is not over.
    pub(crate) invalidated: bool,
}

impl Access {
    pub(crate) fn is_over(&self, now: SystemTime) -> bool {
        self.invalidated || self.ends.is_some_and(|end| now >= end)
    }
}

pub(super) struct Refresh {
    family: usize,
    generation: u64,
    ends: Option<SystemTime>,
    used: Option<SystemTime>,
    /// The token whose use brought this one.
    parent: Option<String>,
    /// Whether a successor was used, which ends any grace.
    superseded: bool,
}

/// Tokens just issued.
pub(crate) struct Issued {
    pub(crate) access_token: String,
    pub(crate) refresh_token: Option<String>,
    pub(crate) generation: u64,
    pub(crate) ends: Option<SystemTime>,
}

/// What using a refresh token came to.
pub(crate) enum Spent {
    /// It is good: the family, and the token that the answer brings in its place.
    Good {
        family: usize,
        generation: u64,
        rotates: bool,
    },
    /// Nobody issued it, or it is over.
    Unknown,
    Over(u64),
    /// The family was revoked before.
    Revoked(u64),
    /// It was used before: its family is revoked now (RFC 9700 §4.14.2).
    Reused(u64),
}

impl Store {
    /// Issues the next generation of a family.
    pub(crate) fn issue(
        &mut self,
        family: usize,
        now: SystemTime,
        access_ends: Option<SystemTime>,
        refresh: Option<RefreshPlan<'_>>,
    ) -> Issued {
        self.generation += 1;
        let generation = self.generation;
        let access_token = self.values.next("at");
        self.access.insert(
            access_token.clone(),
            Access {
                family,
                generation,
                issued: now,
                ends: access_ends,
                invalidated: false,
            },
        );
        let refresh_token = refresh.map(|plan| {
            let value = self.values.next("rt");
            self.refresh.insert(
                value.clone(),
                Refresh {
                    family,
                    generation,
                    ends: plan.ends,
                    used: None,
                    parent: plan.parent.map(str::to_owned),
                    superseded: false,
                },
            );
            value
        });
        Issued {
            access_token,
            refresh_token,
            generation,
            ends: access_ends,
        }
    }

    /// Uses a refresh token by the rules of a rotation.
    pub(crate) fn spend(&mut self, value: &str, rotation: Rotation, now: SystemTime) -> Spent {
        let Some(token) = self.refresh.get_mut(value) else {
            return Spent::Unknown;
        };
        let (family, generation) = (token.family, token.generation);
        if self
            .families
            .get(family)
            .is_none_or(|family| family.revoked)
        {
            return Spent::Revoked(generation);
        }
        if token.ends.is_some_and(|end| now >= end) {
            return Spent::Over(generation);
        }
        let grace = match rotation {
            Rotation::None | Rotation::Reusable => {
                return Spent::Good {
                    family,
                    generation,
                    rotates: rotation == Rotation::Reusable,
                };
            }
            Rotation::SingleUse { grace } => grace,
            _ => None,
        };
        if let Some(used) = token.used {
            let since = now.duration_since(used).unwrap_or_default();
            if token.superseded || grace.is_none_or(|grace| since > grace) {
                self.revoke_family(family);
                return Spent::Reused(generation);
            }
        } else {
            token.used = Some(now);
        }
        let parent = token.parent.clone();
        if let Some(parent) = parent.and_then(|parent| self.refresh.get_mut(&parent)) {
            parent.superseded = true;
        }
        Spent::Good {
            family,
            generation,
            rotates: true,
        }
    }

    pub(crate) fn access(&self, value: &str) -> Option<Access> {
        self.access.get(value).copied()
    }

    /// Family and generation of a refresh token that still works.
    pub(crate) fn refresh_token(&self, value: &str) -> Option<(usize, u64)> {
        self.refresh
            .get(value)
            .map(|token| (token.family, token.generation))
    }

    /// Calls in the access tokens of a family, or all.
    pub(crate) fn invalidate_access(&mut self, family: Option<usize>) {
        for token in self.access.values_mut() {
            if family.is_none_or(|family| token.family == family) {
                token.invalidated = true;
            }
        }
    }

    /// Ends every authorization.
    pub(crate) fn revoke_all(&mut self) {
        for family in &mut self.families {
            family.revoked = true;
        }
    }
}

/// What a new refresh token is.
pub(crate) struct RefreshPlan<'a> {
    pub(crate) ends: Option<SystemTime>,
    pub(crate) parent: Option<&'a str>,
}
