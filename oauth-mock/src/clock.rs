//! The clock that server and client share in a test.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use oauth_runtime::clock::Clock;

/// A wall clock that moves only when a test says so.
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
/// ```
#[derive(Clone, Debug)]
pub struct MockClock(Arc<Hands>);

#[derive(Debug)]
struct Hands {
    /// `None`: the system's clock runs below.
    start: Option<SystemTime>,
    forward: AtomicU64,
    back: AtomicU64,
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

    /// A clock that runs with the system's, for a server that people try by hand.
    #[must_use]
    pub fn running() -> Self {
        Self::from(None)
    }

    fn from(start: Option<SystemTime>) -> Self {
        Self(Arc::new(Hands {
            start,
            forward: AtomicU64::new(0),
            back: AtomicU64::new(0),
        }))
    }

    /// Lets time pass.
    pub fn advance(&self, by: Duration) {
        add(&self.0.forward, by);
    }

    /// Sets the clock back, as a correction of the machine's clock does.
    pub fn turn_back(&self, by: Duration) {
        add(&self.0.back, by);
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
}
