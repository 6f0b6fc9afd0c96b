//! The reference model: a strict server in memory, and with it everything that
//! can be known about a token. Refresh tokens are single-use; a second use ends
//! the family, except for the last one before the newest where there is grace.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// A set of tokens: the sign-in it descends from, and its number in that family.
pub(super) type Name = (usize, u32);

/// Why a refresh token was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    Reused,
    Revoked,
}

/// Why a used refresh token may be sent once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Excuse {
    #[default]
    None,
    /// An answer was lost: on the wire, with its process, or in memory for longer than a lease.
    Lost,
    /// An older state of the store was put back.
    Backup,
}

#[derive(Default)]
pub(super) struct Family {
    pub(super) newest: u32,
    pub(super) over: bool,
    pub(super) excuse: Excuse,
    /// Whether something went wrong since the stored tokens came, so that an
    /// intent may have been left behind.
    pub(super) doubt: bool,
    pub(super) signed_out: bool,
    /// A sign-out succeeded, so nothing may be sent any more.
    pub(super) closed: bool,
}

#[derive(Default)]
pub(super) struct Server {
    pub(super) grace: bool,
    pub(super) families: Vec<Family>,
    pub(super) refused: BTreeMap<Name, Refused>,
    /// Access tokens that the API no longer takes.
    pub(super) killed: BTreeSet<Name>,
    /// When each set was answered last.
    pub(super) issued: BTreeMap<Name, Duration>,
}

impl Server {
    pub(super) fn sign_in(&mut self, now: Duration) -> Name {
        self.families.push(Family::default());
        let name = (self.families.len() - 1, 0);
        self.issued.insert(name, now);
        name
    }

    pub(super) fn refresh(&mut self, sent: Name, now: Duration) -> Result<Name, Refused> {
        let family = &mut self.families[sent.0];
        let in_grace = self.grace && sent.1 + 1 == family.newest;
        let reused = sent.1 != family.newest && !in_grace;
        if family.over || reused {
            family.over = true;
            let why = if reused {
                Refused::Reused
            } else {
                Refused::Revoked
            };
            self.refused.insert(sent, why);
            return Err(why);
        }
        if !in_grace {
            family.newest += 1;
        }
        let next = (sent.0, family.newest);
        self.issued.insert(next, now);
        self.killed.remove(&next);
        Ok(next)
    }

    /// Whether a refresh with this token would be answered.
    pub(super) fn honours(&self, (family, number): Name) -> bool {
        let known = &self.families[family];
        !known.over && (number == known.newest || self.grace && number + 1 == known.newest)
    }

    pub(super) fn accepts(&self, access: Name, now: Duration) -> bool {
        let family = &self.families[access.0];
        let age = now.saturating_sub(self.issued[&access]);
        !family.over && !self.killed.contains(&access) && age <= LIFETIME
    }

    /// Whether the code under which a refresh token was given up tells the cause.
    pub(super) fn explains(&self, code: &str, given_up: Name) -> bool {
        let Family { excuse, doubt, .. } = self.families[given_up.0];
        match (self.refused.get(&given_up), excuse) {
            (Some(Refused::Reused), Excuse::Backup) => matches!(code, "E0342" | "E0343"),
            (Some(Refused::Reused), _) => code == "E0342",
            (Some(Refused::Revoked), Excuse::None) if !doubt => code == "E0340",
            (Some(Refused::Revoked), _) => matches!(code, "E0340" | "E0342" | "E0343"),
            (None, _) => false,
        }
    }
}

pub(super) const LIFETIME: Duration = Duration::from_secs(3600);
