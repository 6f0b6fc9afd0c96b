//! The single flight under the model checker: tasks that saw an old version,
//! a leader that may vanish at any moment, and those who come late.

use std::sync::atomic::{AtomicUsize, Ordering as Plain};

use shuttle::future::{block_on, spawn, yield_now};
use shuttle::sync::Arc;
use shuttle::sync::atomic::{AtomicU64, Ordering};

use super::broken_slot::{AsksBeforeTheLock, BelievesInTheDead, NeverClears};
use super::slot::{Slot, Turn, outcome};
use crate::sync::watch;

/// A slot, the real one or a broken one.
pub(super) trait SingleFlight: Default + Send + Sync + 'static {
    fn take_turn(&self, moved_on: impl Fn() -> bool) -> Turn<u64>;
    fn land(&self, sender: &watch::Sender<Option<u64>>, outcome: u64);
    fn is_taken(&self) -> bool;
}

impl SingleFlight for Slot<u64> {
    fn take_turn(&self, moved_on: impl Fn() -> bool) -> Turn<u64> {
        Slot::take_turn(self, moved_on)
    }

    fn land(&self, sender: &watch::Sender<Option<u64>>, outcome: u64) {
        Slot::land(self, sender, outcome);
    }

    fn is_taken(&self) -> bool {
        Slot::is_taken(self)
    }
}

/// A session reduced to its version. What is counted for the properties stands
/// in plain atomics, which are no steps of their own for the checker.
#[derive(Default)]
struct Session<S> {
    slot: S,
    version: AtomicU64,
    renewing: AtomicUsize,
    renewals: AtomicUsize,
    vanished: AtomicUsize,
}

/// A renewal that has begun; dropped with the leader when that vanishes.
struct Renewing<'a, S>(&'a Session<S>, bool);

impl<S> Drop for Renewing<'_, S> {
    fn drop(&mut self) {
        self.0.renewing.fetch_sub(1, Plain::SeqCst);
        if !self.1 {
            self.0.vanished.fetch_add(1, Plain::SeqCst);
        }
    }
}

const TASKS: usize = 3;
const SCHEDULES: usize = 5_000;

impl<S: SingleFlight> Session<S> {
    async fn renew(&self, seen: u64) -> u64 {
        let others = self.renewing.fetch_add(1, Plain::SeqCst);
        let mut renewing = Renewing(self, false);
        assert_eq!(others, 0, "two renewals at once");
        let now = self.version.load(Ordering::SeqCst);
        assert_eq!(now, seen, "a renewal from a version that has moved on");
        yield_now().await;
        self.renewals.fetch_add(1, Plain::SeqCst);
        self.version.store(seen + 1, Ordering::SeqCst);
        yield_now().await;
        renewing.1 = true;
        seen + 1
    }

    /// What a task does that found version `seen` too old; it asks again when
    /// the leader it waited for vanished or had begun before that version.
    async fn get_past(self: &Arc<Self>, seen: u64, mut may_vanish: bool) {
        let mut stale = 0;
        for round in 0.. {
            assert!(round <= TASKS, "told of more lost leaders than there were");
            let turn = self
                .slot
                .take_turn(|| self.version.load(Ordering::SeqCst) != seen);
            let flight = match turn {
                Turn::Adopt => break,
                Turn::Wait(flight) => flight,
                Turn::Lead(sender) => {
                    let flight = sender.subscribe();
                    let session = self.clone();
                    let leader = spawn(async move {
                        let next = session.renew(seen).await;
                        session.slot.land(&sender, next);
                    });
                    if std::mem::take(&mut may_vanish) {
                        // When, is the checker's choice.
                        spawn(async move { leader.abort() });
                    }
                    flight
                }
            };
            match outcome(flight).await {
                Some(next) if next > seen => break,
                // It had published the version that this task saw, and was about to land.
                Some(_) => stale += 1,
                None => (),
            }
            assert!(stale <= 1, "a flight that landed is joined");
        }
        let now = self.version.load(Ordering::SeqCst);
        assert!(now > seen, "a task went on with the version it had");
    }
}

/// All tasks saw version 0. The first one's leader may vanish; each but the
/// last goes on to a second renewal; the last comes with version 0 once more.
fn schedule<S: SingleFlight>(may_vanish: bool) {
    let session = Arc::new(Session::<S>::default());
    block_on(async {
        let tasks: Vec<_> = (0..TASKS)
            .map(|task| {
                let session = session.clone();
                spawn(async move {
                    session.get_past(0, may_vanish && task == 0).await;
                    let seen = match task == TASKS - 1 {
                        true => 0,
                        false => 1,
                    };
                    session.get_past(seen, false).await;
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    });
    assert_eq!(session.version.load(Ordering::SeqCst), 2);
    assert_eq!(
        session.renewals.load(Plain::SeqCst),
        2,
        "one renewal for each version"
    );
    assert!(!session.slot.is_taken(), "a flight that nobody flies");
}

#[test]
fn one_renewal_for_each_version_in_any_order_of_steps() {
    shuttle::check_random(|| schedule::<Slot<u64>>(false), SCHEDULES);
    shuttle::check_pct(|| schedule::<Slot<u64>>(false), SCHEDULES, 3);
}

#[test]
fn a_leader_that_vanishes_anywhere_leaves_nobody_waiting() {
    shuttle::check_random(|| schedule::<Slot<u64>>(true), SCHEDULES);
    shuttle::check_pct(|| schedule::<Slot<u64>>(true), SCHEDULES, 3);
}

#[test]
#[should_panic(expected = "renewal")]
fn a_slot_that_asks_before_it_locks_is_caught() {
    shuttle::check_random(|| schedule::<AsksBeforeTheLock>(false), SCHEDULES);
}

#[test]
#[should_panic(expected = "a flight that landed is joined")]
fn a_slot_that_never_clears_is_caught() {
    shuttle::check_random(|| schedule::<NeverClears>(false), SCHEDULES);
}

#[test]
#[should_panic(expected = "told of more lost leaders than there were")]
fn a_slot_that_waits_for_a_vanished_leader_is_caught() {
    shuttle::check_random(|| schedule::<BelievesInTheDead>(true), SCHEDULES);
}
