//! What all processes of a case share: the clock, the server, the state of the
//! store, and what was found to be wrong.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use tokio::time::Instant;

use super::record::Seen;
use super::server::{Excuse, Name, Server};

/// tokio's paused clock, which moves on when all tasks wait. The default of
/// `Clock::sleep` waits by it as well.
#[derive(Clone)]
pub(super) struct VirtualClock(Instant);

impl VirtualClock {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_219_200) + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A refresh that has been sent and not answered, by a process that may have died since.
struct InFlight {
    name: Name,
    alive: Arc<AtomicBool>,
}

#[derive(Default)]
pub(super) struct Facts {
    pub(super) server: Server,
    pub(super) stored: Option<Seen>,
    pub(super) outage: bool,
    /// Whether a sign-out is under way.
    pub(super) signing_out: bool,
    pub(super) wrong: Vec<String>,
    in_flight: Vec<InFlight>,
}

#[derive(Clone)]
pub(super) struct World {
    pub(super) clock: VirtualClock,
    facts: Arc<Mutex<Facts>>,
}

/// Whoever else took the lease of unsaved tokens waited at least this long.
const LEASE: Duration = Duration::from_secs(79);

impl World {
    pub(super) fn new(grace: bool) -> Self {
        let mut facts = Facts::default();
        facts.server.grace = grace;
        Self {
            clock: VirtualClock::start(),
            facts: Arc::new(Mutex::new(facts)),
        }
    }

    pub(super) fn facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.lock().unwrap()
    }

    pub(super) fn now(&self) -> Duration {
        self.clock.monotonic()
    }

    pub(super) fn takes_off(&self, name: Name, alive: &Arc<AtomicBool>) {
        let mut facts = self.facts();
        let other = |other: &InFlight| other.name == name && other.alive.load(Ordering::SeqCst);
        if facts.in_flight.iter().any(other) {
            facts.wrong(format!("I1: two refreshes of {name:?} in flight"));
        }
        let alive = alive.clone();
        facts.in_flight.push(InFlight { name, alive });
    }

    pub(super) fn lands(&self, name: Name, alive: &Arc<AtomicBool>) {
        let same = |one: &InFlight| one.name == name && Arc::ptr_eq(&one.alive, alive);
        self.facts().in_flight.retain(|one| !same(one));
    }
}

impl Facts {
    pub(super) fn wrong(&mut self, what: impl Into<String>) {
        self.wrong.push(what.into());
    }

    /// A refresh arrives at the server.
    pub(super) fn refresh(&mut self, sent: Name, now: Duration) -> Option<Name> {
        let newest = (sent.0, self.server.families[sent.0].newest);
        let kept_for = now.saturating_sub(self.server.issued[&newest]);
        if kept_for >= LEASE && !self.stores(newest) {
            self.excuse(sent.0, Excuse::Lost);
        }
        let family = &self.server.families[sent.0];
        let (closed, excuse) = (family.closed, family.excuse);
        let over = family.over;
        if closed {
            self.wrong(format!("{sent:?} was sent after the sign-out"));
        }
        let given_up = |stored: &Seen| stored.refresh_token == sent && stored.tombstone.is_some();
        if self.stored.as_ref().is_some_and(given_up) {
            self.wrong(format!("{sent:?} was given up and is sent again"));
        }
        match self.server.refresh(sent, now) {
            Ok(next) => Some(next),
            Err(_) => {
                if !over && excuse == Excuse::None {
                    self.wrong(format!("{sent:?} was used twice without a cause"));
                }
                None
            }
        }
    }

    fn stores(&self, name: Name) -> bool {
        let stored = self.stored.as_ref();
        stored.is_some_and(|stored| stored.refresh_token == name)
    }

    pub(super) fn excuse(&mut self, family: usize, excuse: Excuse) {
        let known = &mut self.server.families[family].excuse;
        *known = excuse.max(*known);
    }

    /// A fault comes: the outcome of a refresh under way may be unknown.
    pub(super) fn doubt(&mut self) {
        for family in &mut self.server.families {
            family.doubt = true;
        }
    }

    /// A process died: what it had alone is lost.
    pub(super) fn bury(&mut self) {
        self.doubt();
        for family in 0..self.server.families.len() {
            if !self.stores((family, self.server.families[family].newest)) {
                self.excuse(family, Excuse::Lost);
            }
        }
    }

    /// The store holds a record now.
    pub(super) fn store(&mut self, new: Seen) {
        let (family, number) = new.refresh_token;
        let replaced = !self.stores(new.refresh_token);
        let known = &mut self.server.families[family];
        known.doubt &= !replaced;
        known.signed_out |= self.signing_out && new.is_signed_out();
        if known.newest == number && !known.over {
            known.excuse = Excuse::None;
        }
        self.stored = Some(new);
    }
}
