//! Tokens as they are issued, and access tokens.

use std::time::SystemTime;

use serde_json::Value;

use super::{RefreshPlan, Store};

/// So many access tokens are kept before the ones that are over are dropped.
const KEPT: usize = 10_000;

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

/// Tokens just issued.
pub(crate) struct Issued {
    pub(crate) access_token: String,
    pub(crate) refresh_token: Option<String>,
    pub(crate) generation: u64,
    pub(crate) ends: Option<SystemTime>,
}

impl Store {
    /// Issues the next generation of a family.
    pub(crate) fn issue(
        &mut self,
        family: usize,
        now: SystemTime,
        access_ends: Option<SystemTime>,
        refresh: Option<RefreshPlan<'_>>,
        claims: Option<&Value>,
    ) -> Issued {
        self.generation += 1;
        let generation = self.generation;
        self.families_by_generation.push(family);
        self.sweep(now);
        let access_token = match claims {
            Some(claims) => self.values.jwt(claims),
            None => self.values.next("at"),
        };
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
            self.refresh.add(value.clone(), family, generation, &plan);
            value
        });
        Issued {
            access_token,
            refresh_token,
            generation,
            ends: access_ends,
        }
    }

    /// Gives the newest access token of a family another end, and the family a
    /// refresh token where one is planned. It counts as a generation.
    pub(crate) fn prolong(
        &mut self,
        family: usize,
        ends: Option<SystemTime>,
        refresh: Option<RefreshPlan<'_>>,
    ) -> (u64, Option<String>) {
        self.generation += 1;
        let generation = self.generation;
        self.families_by_generation.push(family);
        let own = self
            .access
            .values_mut()
            .filter(|token| token.family == family && !token.invalidated);
        if let Some(newest) = own.max_by_key(|token| token.generation) {
            newest.ends = ends;
            newest.generation = generation;
        }
        let refresh_token = refresh.map(|plan| {
            let value = self.values.next("rt");
            self.refresh.add(value.clone(), family, generation, &plan);
            value
        });
        (generation, refresh_token)
    }

    /// When the newest access token ends.
    pub(crate) fn newest_end(&self) -> Option<SystemTime> {
        self.access
            .values()
            .max_by_key(|token| token.generation)?
            .ends
    }

    /// Drops access tokens that are over, seldom enough that it costs nothing.
    fn sweep(&mut self, now: SystemTime) {
        if self.access.len() < self.sweep_at {
            return;
        }
        let families = &self.families;
        self.access.retain(|_, token| {
            let family = families.get(token.family);
            !token.is_over(now) && family.is_some_and(|family| !family.revoked)
        });
        self.sweep_at = self.access.len().saturating_mul(2).max(KEPT);
    }

    /// The family for which a generation was issued.
    pub(crate) fn family_of(&self, generation: u64) -> Option<usize> {
        let at = usize::try_from(generation.checked_sub(1)?).ok()?;
        self.families_by_generation.get(at).copied()
    }

    pub(crate) fn access(&self, value: &str) -> Option<Access> {
        self.access.get(value).copied()
    }

    /// The newest access tokens, dead ones too.
    pub(crate) fn newest_access(&self, most: usize) -> Vec<String> {
        let mut tokens: Vec<_> = self.access.iter().collect();
        tokens.sort_by_key(|(_, token)| std::cmp::Reverse(token.generation));
        let newest = tokens.into_iter().take(most);
        newest.map(|(value, _)| value.clone()).collect()
    }

    /// The client that a token was issued to, access token or refresh token.
    pub(crate) fn client_of(&self, token: &str) -> Option<usize> {
        let access = self.access(token).map(|access| access.family);
        let at = access.or_else(|| self.refresh_token(token).map(|(family, _)| family))?;
        self.family(at)?.client
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
