//! A moment on both clocks.

use std::cell::Cell;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::clock::Time;

/// A moment that has come when either clock says so: the wall clock can be set
/// back, and the monotonic clock may stand still while the machine sleeps.
pub(super) struct Moment {
    wall: SystemTime,
    monotonic: Duration,
    /// How far the wall clock was ahead of the monotonic one when this was
    /// written down, less what reading both takes.
    ahead: Duration,
}

const NOISE: Duration = Duration::from_secs(1);

impl Moment {
    /// A wall-clock moment and the same one on the monotonic clock, which is
    /// never further away than `longest`.
    pub(super) fn at(time: &Time, wall: SystemTime, longest: Duration) -> Self {
        let now = time.now();
        let monotonic = time.monotonic();
        let away = wall.duration_since(now).unwrap_or_default();
        Self {
            wall,
            monotonic: monotonic.saturating_add(away.min(longest)),
            ahead: ahead(now, monotonic).saturating_sub(NOISE),
        }
    }

    pub(super) fn has_come(&self, time: &Time) -> bool {
        let wall = time.now();
        if wall >= self.wall {
            return true;
        }
        match time {
            Time::System if Look::at(wall, time).ahead >= self.ahead => false,
            _ => time.monotonic() >= self.monotonic,
        }
    }

    /// How long until then.
    pub(super) fn away(&self, time: &Time) -> Duration {
        let by_wall = self.wall.duration_since(time.now()).unwrap_or_default();
        by_wall.min(self.monotonic.saturating_sub(time.monotonic()))
    }
}

fn ahead(wall: SystemTime, monotonic: Duration) -> Duration {
    let wall = wall.duration_since(UNIX_EPOCH).unwrap_or_default();
    wall.saturating_sub(monotonic)
}

/// How far the system's wall clock is ahead of the monotonic one. As long as that
/// has not shrunk, the wall clock speaks for both, and one of them is enough. It is
/// looked at once a second, or the fast path of a valid token would cost two clocks.
#[derive(Clone, Copy)]
struct Look {
    from: SystemTime,
    until: SystemTime,
    ahead: Duration,
}

thread_local! {
    static LOOK: Cell<Look> = const {
        Cell::new(Look {
            from: UNIX_EPOCH,
            until: UNIX_EPOCH,
            ahead: Duration::ZERO,
        })
    };
}

impl Look {
    fn at(wall: SystemTime, time: &Time) -> Self {
        let look = LOOK.get();
        // Set back, the wall clock is outside as well.
        if look.from <= wall && wall < look.until {
            return look;
        }
        let look = Self {
            from: wall,
            until: wall.checked_add(NOISE).unwrap_or(wall),
            ahead: ahead(wall, time.monotonic()),
        };
        LOOK.set(look);
        look
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn the_systems_clocks_agree_that_a_coming_hour_has_not_come() {
        let time = Time::System;
        let soon = time.now() + HOUR;
        let moment = Moment::at(&time, soon, HOUR);
        assert!(!moment.has_come(&time));
        assert!(moment.away(&time) <= HOUR);
        assert!(Moment::at(&time, time.now(), HOUR).has_come(&time));
    }

    #[test]
    fn a_wall_clock_that_was_set_back_is_not_believed() {
        let time = Time::System;
        let now = time.now();
        // As if the wall clock had been two hours ahead when the token came.
        let before = Moment {
            wall: now + HOUR,
            monotonic: Duration::ZERO,
            ahead: ahead(now, time.monotonic()) + 2 * HOUR,
        };
        assert!(before.has_come(&time));
        let later = Moment {
            monotonic: time.monotonic() + HOUR,
            ..before
        };
        assert!(!later.has_come(&time));
    }
}
