//! How far the provider's clock is from this machine's, as its `Date` headers tell.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use http::HeaderMap;

/// A difference up to this is not worth a word: `Date` counts seconds, and answers travel.
const NOTABLE: i64 = 60;
/// Until an answer came.
const UNKNOWN: i64 = i64::MIN;

/// The last difference, in seconds, and the last one that was told.
pub(crate) struct Drift {
    seen: AtomicI64,
    told: AtomicI64,
}

impl Default for Drift {
    fn default() -> Self {
        Self {
            seen: AtomicI64::new(UNKNOWN),
            told: AtomicI64::new(0),
        }
    }
}

impl Drift {
    /// Takes the `Date` header of an answer that came at `now`.
    pub(crate) fn note(&self, headers: &HeaderMap, now: SystemTime) {
        let date = headers.get(http::header::DATE);
        let date = date.and_then(|value| value.to_str().ok());
        if let Some(date) = date.and_then(|text| httpdate::parse_http_date(text).ok()) {
            let difference = seconds(date).saturating_sub(seconds(now));
            self.seen.store(difference, Ordering::Relaxed);
        }
    }

    /// Seconds that the provider's clock is ahead (negative: behind).
    pub(crate) fn seconds(&self) -> Option<i64> {
        let seen = self.seen.load(Ordering::Relaxed);
        (seen != UNKNOWN).then_some(seen)
    }

    /// A notable difference that was not told yet, and whether the provider is ahead.
    pub(super) fn take_news(&self) -> Option<(Duration, bool)> {
        let seen = self.seconds()?;
        let told = self.told.load(Ordering::Relaxed);
        if seen.abs() <= NOTABLE || (seen - told).abs() <= NOTABLE {
            return None;
        }
        self.told.store(seen, Ordering::Relaxed);
        Some((Duration::from_secs(seen.unsigned_abs()), seen > 0))
    }
}

fn seconds(time: SystemTime) -> i64 {
    let count = |span: Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => count(after),
        Err(before) => -count(before.duration()),
    }
}
