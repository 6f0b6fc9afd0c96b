//! The pause after a failed renewal, shared by all tasks of a session.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::Error;

/// A provider's own wish is heard up to this long.
pub(super) const LONGEST_WISH: Duration = Duration::from_secs(300);
const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(60);

/// The pause, if there is one.
#[derive(Default)]
pub(super) struct Backoff(Mutex<Option<Pause>>);

struct Pause {
    until: Duration,
    failures: u32,
    error: Error,
}

impl Backoff {
    /// The failure that everybody waits out, with the rest of the pause.
    pub(super) fn check(&self, now: Duration) -> Result<(), Error> {
        let pause = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*pause {
            Some(pause) if now < pause.until => {
                let rest = pause.until.saturating_sub(now);
                Err(pause.error.clone().wait(Some(rest)))
            }
            _ => Ok(()),
        }
    }

    /// Begins a pause; answers how long it is. `jitter` is between 0 and 255.
    pub(super) fn failed(&self, error: &Error, now: Duration, jitter: u8) -> Duration {
        let mut pause = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let failures = pause.as_ref().map_or(0, |pause| pause.failures);
        let length = pause_after(error, failures, jitter);
        *pause = Some(Pause {
            until: now.saturating_add(length),
            failures: failures.saturating_add(1),
            error: error.clone(),
        });
        length
    }

    pub(super) fn succeeded(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// What the provider asks for, or twice as long each time; a quarter longer at
/// random, so that a fleet does not come back all at once.
fn pause_after(error: &Error, failures: u32, jitter: u8) -> Duration {
    let base = match error.retry_after() {
        Some(wish) => wish.clamp(FIRST, LONGEST_WISH),
        None => FIRST
            .saturating_mul(1_u32.checked_shl(failures.min(16)).unwrap_or(u32::MAX))
            .min(LONGEST),
    };
    base.saturating_add(base.saturating_mul(u32::from(jitter)) / 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn a_pause_grows_to_a_minute_and_hears_wishes_up_to_five() {
        let error = Error::new(Code::NotConnected, "x");
        let seconds: Vec<u64> = (0..9)
            .map(|failures| pause_after(&error, failures, 0).as_secs())
            .collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        let wish = |seconds| Some(Duration::from_secs(seconds));
        let asked = |seconds| pause_after(&error.clone().wait(wish(seconds)), 0, 0).as_secs();
        assert_eq!((asked(7), asked(0), asked(1_000_000)), (7, 1, 300));
        assert!(pause_after(&error, 0, 255) < Duration::from_millis(1250));
    }

    #[test]
    fn everybody_waits_out_the_same_pause() {
        let backoff = Backoff::default();
        let at = Duration::from_secs;
        backoff.failed(&Error::new(Code::NotConnected, "x"), at(10), 0);
        let error = backoff.check(at(10)).unwrap_err();
        assert_eq!(error.retry_after(), Some(at(1)));
        assert!(backoff.check(at(11)).is_ok());
    }
}
