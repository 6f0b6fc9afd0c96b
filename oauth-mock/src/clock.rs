//! The clocks that server and client share in a test.

mod sleep;

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;
use oauth_runtime::transport::BoxFuture;
use tokio::sync::Notify;

use crate::server::lock;
use sleep::{Sleep, Sleepers};

/// A wall clock and a monotonic clock that move only when a test says so, and
/// sleeps that end when the monotonic clock reaches their end.
///
/// Clones show the same time, so a test hands one to the client and moves both
/// sides at once:
///
/// ```
/// use std::time::Duration;
/// use oauth_mock::MockClock;
/// use oauth_runtime::clock::Clock;
///
/// let clock = MockClock::new();
/// let before = clock.now();
/// clock.advance(Duration::from_secs(3600));
/// assert_eq!(clock.now().duration_since(before).ok(), Some(Duration::from_secs(3600)));
/// assert_eq!(clock.monotonic(), Duration::from_secs(3600));
/// ```
///
/// A test waits until a task has gone to sleep, and wakes it; no real time passes:
///
/// ```
/// use std::time::Duration;
/// use oauth_mock::MockClock;
/// use oauth_runtime::clock::Clock;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let clock = MockClock::new();
/// let task = tokio::spawn(clock.sleep(Duration::from_secs(86_400)));
/// clock.until_asleep(1).await;
/// assert_eq!(clock.next_wake(), Some(Duration::from_secs(86_400)));
/// clock.advance(Duration::from_secs(86_400));
/// task.await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MockClock(Arc<Hands>);

/// The system's clocks, below a clock that runs.
struct System;

impl Clock for System {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

struct Hands {
    /// `None`: the system's clocks run below.
    start: Option<SystemTime>,
    forward: AtomicU64,
    back: AtomicU64,
    monotonic: AtomicU64,
    sleepers: Mutex<Sleepers>,
    fell_asleep: Notify,
}

impl MockClock {
    /// A clock that stands still at the present second.
    #[must_use]
    pub fn new() -> Self {
        let now = SystemTime::now();
        let whole = now
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        let start = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(whole));
        Self::from(Some(start.unwrap_or(now)))
    }

    /// A clock that stands still at this time.
    #[must_use]
    pub fn at(start: SystemTime) -> Self {
        Self::from(Some(start))
    }

    /// A clock that runs with the system's, for a server that people try by
    /// hand. Its sleeps are real and no method of this type ends them.
    #[must_use]
    pub fn running() -> Self {
        Self::from(None)
    }

    fn from(start: Option<SystemTime>) -> Self {
        Self(Arc::new(Hands {
            start,
            forward: AtomicU64::new(0),
            back: AtomicU64::new(0),
            monotonic: AtomicU64::new(0),
            sleepers: Mutex::default(),
            fell_asleep: Notify::new(),
        }))
    }

    /// Lets time pass by both clocks, and wakes the sleepers that are due.
    pub fn advance(&self, by: Duration) {
        self.drift(by, by);
    }

    /// Lets time pass until the next sleeper is due; returns how long that
    /// took, or `None` when nobody sleeps.
    pub fn advance_to_next_wake(&self) -> Option<Duration> {
        let by = self.next_wake()?;
        self.advance(by);
        Some(by)
    }

    /// Sets the wall clock back, as a correction of the machine's clock does.
    /// The monotonic clock stays.
    pub fn turn_back(&self, by: Duration) {
        add(&self.0.back, by);
    }

    /// Sets the wall clock forward, as a step of NTP does. The monotonic clock
    /// stays, and nobody wakes.
    pub fn turn_forward(&self, by: Duration) {
        add(&self.0.forward, by);
    }

    /// The machine sleeps: the wall clock moves on, the monotonic clock stands
    /// still, and so do all sleeps. To the process this is
    /// [`turn_forward`](Self::turn_forward).
    pub fn suspend(&self, by: Duration) {
        self.turn_forward(by);
    }

    /// Lets time pass by clocks that disagree about how much it was. Sleepers
    /// go by the monotonic clock.
    pub fn drift(&self, wall: Duration, monotonic: Duration) {
        add(&self.0.forward, wall);
        let due = {
            let mut sleepers = lock(&self.0.sleepers);
            add(&self.0.monotonic, monotonic);
            sleepers.take_due(self.0.passed())
        };
        // A waker may poll at once, so the lock must be free.
        due.into_iter().for_each(std::task::Waker::wake);
    }

    /// How many tasks wait for this clock. One that was just woken does not count.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        lock(&self.0.sleepers).len()
    }

    /// How long the first sleeper still sleeps; `None` when nobody does.
    #[must_use]
    pub fn next_wake(&self) -> Option<Duration> {
        self.sleeping_for().into_iter().next()
    }

    /// How long each sleeper still sleeps, the shortest first.
    #[must_use]
    pub fn sleeping_for(&self) -> Vec<Duration> {
        let passed = self.0.passed();
        lock(&self.0.sleepers).left(passed)
    }

    /// Waits until at least so many tasks sleep. It waits for ever when they
    /// never do, and on a [running](Self::running) clock.
    pub async fn until_asleep(&self, tasks: usize) {
        loop {
            // Created before the look, so that a sleeper in between is not missed.
            let notified = self.0.fell_asleep.notified();
            if self.sleepers() >= tasks {
                return;
            }
            notified.await;
        }
    }
}

impl Hands {
    fn passed(&self) -> Duration {
        Duration::from_nanos(self.monotonic.load(Ordering::Acquire))
    }
}

fn add(hand: &AtomicU64, by: Duration) {
    let by = u64::try_from(by.as_nanos()).unwrap_or(u64::MAX);
    let _ = hand.fetch_update(Ordering::AcqRel, Ordering::Acquire, |now| {
        Some(now.saturating_add(by))
    });
}

impl Default for MockClock {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MockClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockClock")
            .field("now", &self.now())
            .field("monotonic", &self.monotonic())
            .field("sleepers", &self.sleepers())
            .finish()
    }
}

impl Clock for MockClock {
    fn now(&self) -> SystemTime {
        let hands = &*self.0;
        let start = hands.start.unwrap_or_else(SystemTime::now);
        let forward = Duration::from_nanos(hands.forward.load(Ordering::Acquire));
        let back = Duration::from_nanos(hands.back.load(Ordering::Acquire));
        start
            .checked_add(forward)
            .and_then(|time| time.checked_sub(back))
            .unwrap_or(start)
    }

    fn monotonic(&self) -> Duration {
        let below = match self.0.start {
            Some(_) => Duration::ZERO,
            None => System.monotonic(),
        };
        below.saturating_add(self.0.passed())
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match self.0.start {
            Some(_) => Box::pin(Sleep::new(self.0.clone(), duration)),
            None => System.sleep(duration),
        }
    }
}
