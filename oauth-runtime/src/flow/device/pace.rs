//! When the next poll may be sent, by two clocks that may disagree.

use std::time::{Duration, SystemTime};

use crate::clock::Time;
use crate::wire::judge::{LONGEST_INTERVAL, Later};

/// RFC 8628 §3.5: what `slow_down` adds.
const SLOWER: Duration = Duration::from_secs(5);
/// A pause after failures grows up to this, where the interval is not longer.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Clocks that differ by less tell the same.
const NOTABLE_PERCENT: u128 = 5;

/// A moment on both clocks.
#[derive(Clone, Copy, Debug)]
pub(in crate::flow) struct Mark {
    wall: SystemTime,
    monotonic: Duration,
}

impl Mark {
    pub(in crate::flow) fn now(time: &Time) -> Self {
        Self {
            wall: time.now(),
            monotonic: time.monotonic(),
        }
    }

    pub(in crate::flow) fn wall(&self) -> SystemTime {
        self.wall
    }

    /// What passed by the wall clock, which may have been set back, and by the
    /// monotonic one.
    fn since(&self, earlier: &Self) -> (Option<Duration>, Duration) {
        (
            self.wall.duration_since(earlier.wall).ok(),
            self.monotonic.saturating_sub(earlier.monotonic),
        )
    }
}

/// What a wait took by each clock, when they disagree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drift {
    pub(super) wall: Duration,
    pub(super) monotonic: Duration,
}

impl Drift {
    /// How much faster the faster clock runs.
    pub(super) fn percent(&self) -> u128 {
        let fast = self.wall.max(self.monotonic).as_millis();
        let slow = self.wall.min(self.monotonic).as_millis().max(1);
        (fast * 100 + slow / 2) / slow - 100
    }
}

/// The pace of one sign-in.
#[derive(Debug)]
pub(in crate::flow) struct Pace {
    begun: Mark,
    lifetime: Duration,
    interval: Duration,
    /// Until the next poll, counted from `from`.
    wait: Duration,
    from: Mark,
    /// The wait before the last poll, by each clock.
    waited: (Option<Duration>, Duration),
    slow_downs: u32,
    failures: u32,
}

impl Pace {
    /// The first wait begins `now`; the lifetime began with the request.
    pub(in crate::flow) fn new(
        begun: Mark,
        now: Mark,
        lifetime: Duration,
        interval: Duration,
    ) -> Self {
        Self {
            begun,
            lifetime,
            interval,
            wait: with_margin(interval),
            from: now,
            waited: (None, Duration::ZERO),
            slow_downs: 0,
            failures: 0,
        }
    }

    pub(super) fn interval(&self) -> Duration {
        self.interval
    }

    /// Whether the last poll got no answer that says anything.
    pub(super) fn is_failing(&self) -> bool {
        self.failures > 0
    }

    /// What is left of the code's life, by the clock that says less. `None`: nothing.
    pub(super) fn left(&self, now: &Mark) -> Option<Duration> {
        let (wall, monotonic) = now.since(&self.begun);
        let passed = wall.unwrap_or_default().max(monotonic);
        let left = self.lifetime.saturating_sub(passed);
        (!left.is_zero()).then_some(left)
    }

    /// How long until a poll is allowed by both clocks. Zero: it is.
    pub(super) fn rest(&mut self, now: &Mark) -> Duration {
        let (wall, monotonic) = now.since(&self.from);
        let wall = wall.unwrap_or_else(|| {
            // Set back, the wall clock tells nothing about what passed, so by it
            // the wait begins again. It must not grow by what the clock was set back.
            self.from.wall = now.wall;
            Duration::ZERO
        });
        self.wait.saturating_sub(wall.min(monotonic))
    }

    /// The next poll may be sent at once.
    pub(super) fn hurry(&mut self) {
        self.wait = Duration::ZERO;
    }

    /// A poll is about to be sent.
    pub(super) fn sending(&mut self, now: &Mark) {
        self.waited = now.since(&self.from);
    }

    /// The provider says: not yet. Answers by how much this machine's clocks
    /// disagree, when the provider complains once more about a pace that was kept.
    pub(super) fn later(&mut self, now: Mark, later: Later) -> Option<Drift> {
        self.failures = 0;
        let mut drift = None;
        if later.slow_down {
            self.slow_downs = self.slow_downs.saturating_add(1);
            let slower = self.interval.saturating_add(SLOWER);
            let asked = later.interval.unwrap_or_default();
            self.interval = slower.max(asked).min(LONGEST_INTERVAL);
            drift = self.drift().filter(|_| self.slow_downs > 1);
        }
        self.pause(now, with_margin(self.interval), later.retry_after);
        drift
    }

    /// No answer, or none about the person: twice as long each time (RFC 8628 §3.5).
    pub(super) fn failed(&mut self, now: Mark, retry_after: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        let own = with_margin(self.interval);
        let longer = own.saturating_mul(1_u32.checked_shl(self.failures).unwrap_or(u32::MAX));
        self.pause(now, longer.min(LONGEST_PAUSE.max(own)), retry_after);
    }

    fn pause(&mut self, now: Mark, own: Duration, asked: Option<Duration>) {
        self.wait = own.max(asked.unwrap_or_default());
        self.from = now;
    }

    fn drift(&self) -> Option<Drift> {
        let (Some(wall), monotonic) = self.waited else {
            return None;
        };
        let drift = Drift { wall, monotonic };
        (drift.percent() >= NOTABLE_PERCENT).then_some(drift)
    }
}

/// A fifth more: clocks of servers are not ours, and each answer travels.
fn with_margin(interval: Duration) -> Duration {
    interval.saturating_add(interval / 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn mark(wall: f64, monotonic: f64) -> Mark {
        let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_219_200);
        Mark {
            wall: start + Duration::from_secs_f64(wall),
            monotonic: Duration::from_secs_f64(monotonic),
        }
    }

    fn pace() -> Pace {
        Pace::new(mark(0.0, 0.0), mark(0.0, 0.0), 600 * SECOND, 5 * SECOND)
    }

    #[test]
    fn both_clocks_must_allow_a_poll() {
        for (wall, monotonic, rest) in [
            (0.0, 0.0, 6.0),
            (6.0, 6.0, 0.0),
            (5.0, 7.0, 1.0),
            (7.0, 5.0, 1.0),
            (3600.0, 0.0, 6.0),
        ] {
            let rest = Duration::from_secs_f64(rest);
            assert_eq!(
                pace().rest(&mark(wall, monotonic)),
                rest,
                "{wall} {monotonic}"
            );
        }
    }

    #[test]
    fn a_wall_clock_that_is_set_back_costs_one_more_wait() {
        let start = mark(10_000.0, 0.0);
        let mut pace = Pace::new(start, start, 600 * SECOND, 5 * SECOND);
        assert_eq!(pace.rest(&mark(10_003.0, 3.0)), 3 * SECOND);
        assert_eq!(pace.rest(&mark(6_400.0, 3.0)), 6 * SECOND);
        assert_eq!(pace.rest(&mark(6_406.0, 9.0)), Duration::ZERO);
    }

    #[test]
    fn the_code_is_over_when_either_clock_says_so() {
        let pace = pace();
        assert_eq!(pace.left(&mark(599.0, 10.0)), Some(SECOND));
        assert_eq!(pace.left(&mark(10.0, 599.0)), Some(SECOND));
        assert_eq!(pace.left(&mark(600.0, 10.0)), None);
        assert_eq!(pace.left(&mark(10.0, 600.0)), None);
    }

    #[test]
    fn failures_double_the_wait_up_to_a_minute_or_what_is_asked_for() {
        let mut pace = pace();
        let now = mark(0.0, 0.0);
        let mut waits = Vec::new();
        for _ in 0..5 {
            pace.failed(now, None);
            waits.push(pace.rest(&now).as_secs());
        }
        assert_eq!(waits, [12, 24, 48, 60, 60]);
        pace.failed(now, Some(120 * SECOND));
        assert_eq!(pace.rest(&now), 120 * SECOND);
        pace.later(now, Later::default());
        assert_eq!(pace.rest(&now), 6 * SECOND);
    }

    #[test]
    fn the_second_complaint_about_a_kept_pace_tells_how_far_the_clocks_are_apart() {
        let slow_down = Later {
            slow_down: true,
            ..Later::default()
        };
        let mut pace = pace();
        for (at, expected) in [
            (mark(6.0, 8.22), None),
            (mark(18.0, 24.66), Some(37)),
            (mark(36.0, 42.66), None),
        ] {
            pace.sending(&at);
            let drift = pace.later(at, slow_down);
            assert_eq!(drift.map(|drift| drift.percent()), expected);
        }
        assert_eq!(pace.interval(), 20 * SECOND);
    }
}
