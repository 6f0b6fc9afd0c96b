//! How long tokens live.

use std::time::{Duration, SystemTime};

use super::Answer;
use super::document::Document;
use super::read;
use crate::error::Error;
use crate::spec::{ExpiryPolicy, Field, TimeFormat, TimeUnit};
use crate::token::Expiry;

/// No answer is believed beyond this.
const LONGEST: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// When the access token of an answer ends.
pub(super) fn access_token(
    answer: &Answer<'_>,
    document: &Document<'_>,
    now: SystemTime,
) -> Result<Expiry, Error> {
    let rules = &answer.call.answer.expires;
    let declared = || match answer.spec.lifetimes.access_token {
        Some(lifetime) => after(now, lifetime),
        None => Expiry::Unknown,
    };
    match rules.policy {
        ExpiryPolicy::Fixed => Ok(declared()),
        _ => Ok(answered(answer, document, now)?.unwrap_or_else(declared)),
    }
}

/// When the access token ends, as far as the answer or a rule of the call says.
pub(super) fn answered(
    answer: &Answer<'_>,
    document: &Document<'_>,
    now: SystemTime,
) -> Result<Option<Expiry>, Error> {
    let rules = &answer.call.answer.expires;
    match rules.policy {
        ExpiryPolicy::Never => return Ok(Some(Expiry::Never)),
        ExpiryPolicy::Fixed => {
            let lifetime = answer.spec.lifetimes.access_token;
            return Ok(lifetime.map(|lifetime| after(now, lifetime)));
        }
        ExpiryPolicy::Answered => (),
    }
    if let Some(value) = read::field(answer, document, Field::ExpiresAt)?
        && let Some(end) = absolute(&value, rules.at)
    {
        return Ok(Some(Expiry::At(end.min(latest(now)))));
    }
    let Some(value) = read::field(answer, document, Field::ExpiresIn)? else {
        return Ok(None);
    };
    Ok(match duration(&value, rules.unit) {
        Some(Duration::ZERO) if rules.zero_is_never => Some(Expiry::Never),
        Some(lifetime) => Some(after(now, lifetime)),
        None => None,
    })
}

/// When the refresh token of an answer ends.
pub(super) fn refresh_token(
    answer: &Answer<'_>,
    document: &Document<'_>,
    now: SystemTime,
) -> Result<Option<SystemTime>, Error> {
    let answered = read::field(answer, document, Field::RefreshTokenExpiresIn)?
        .and_then(|value| duration(&value, answer.call.answer.expires.unit));
    Ok(answered
        .or(answer.spec.lifetimes.refresh_token)
        .and_then(|lifetime| now.checked_add(lifetime.min(LONGEST))))
}

fn latest(now: SystemTime) -> SystemTime {
    now.checked_add(LONGEST).unwrap_or(now)
}

fn after(now: SystemTime, lifetime: Duration) -> Expiry {
    match now.checked_add(lifetime.min(LONGEST)) {
        Some(end) => Expiry::At(end),
        None => Expiry::Unknown,
    }
}

/// A duration as number, float or text, clamped to zero and ten years.
/// `None` when it is none of these.
pub(super) fn duration(value: &Document<'_>, unit: TimeUnit) -> Option<Duration> {
    let seconds = match unit {
        TimeUnit::Seconds => number(value)?,
        TimeUnit::Milliseconds => number(value)? / 1000.0,
        TimeUnit::Clock => clock(&value.text()?)?,
    };
    Some(clamp(seconds))
}

/// Seconds of `24h`, `30m`, `90s`, `MM:SS`, `HH:MM:SS` (with as many hours as there
/// are) or `D:HH:MM:SS`; a bare number is one of seconds.
fn clock(text: &str) -> Option<f64> {
    let text = text.trim();
    let whole = |text: &str| -> Option<f64> {
        let plain = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|_| plain)
    };
    for (unit, seconds) in [('d', 86_400.0), ('h', 3600.0), ('m', 60.0), ('s', 1.0)] {
        if let Some(number) = text.strip_suffix(unit) {
            return whole(number.trim_end()).map(|number| number * seconds);
        }
    }
    let groups: Option<Vec<f64>> = text.split(':').map(whole).collect();
    match *groups?.as_slice() {
        [seconds] => Some(seconds),
        [minutes, seconds] => Some(minutes * 60.0 + seconds),
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds),
        [days, hours, minutes, seconds] => {
            Some(days * 86_400.0 + hours * 3600.0 + minutes * 60.0 + seconds)
        }
        _ => None,
    }
}

fn number(value: &Document<'_>) -> Option<f64> {
    let number = match value {
        Document::Number(number) => number.as_f64()?,
        Document::Text(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    (!number.is_nan()).then_some(number)
}

fn clamp(seconds: f64) -> Duration {
    if seconds <= 0.0 {
        return Duration::ZERO;
    }
    Duration::try_from_secs_f64(seconds).map_or(LONGEST, |lifetime| lifetime.min(LONGEST))
}

/// A point in time in the declared form.
pub(super) fn absolute(value: &Document<'_>, form: TimeFormat) -> Option<SystemTime> {
    let since_epoch = match form {
        TimeFormat::EpochSeconds => clamp_epoch(number(value)?),
        TimeFormat::EpochMilliseconds => clamp_epoch(number(value)? / 1000.0),
        TimeFormat::Iso8601 => {
            let text = value.text()?;
            Duration::from_secs(iso8601(&text)?)
        }
    };
    SystemTime::UNIX_EPOCH.checked_add(since_epoch)
}

fn clamp_epoch(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(LONGEST * 100)
}

/// Seconds since the epoch of `2026-11-21T09:00:00.5+01:00`. A missing offset is UTC.
pub(crate) fn iso8601(text: &str) -> Option<u64> {
    let text = text.trim();
    let digits = |range: std::ops::Range<usize>| -> Option<i64> {
        let part = text.get(range)?;
        part.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| part.parse().ok())?
    };
    let sign = |at: usize| text.as_bytes().get(at).copied();
    if sign(4) != Some(b'-') || sign(7) != Some(b'-') || sign(13) != Some(b':') {
        return None;
    }
    if !matches!(sign(10), Some(b'T' | b't' | b' ')) || sign(16) != Some(b':') {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    let (hour, minute, second) = (digits(11..13)?, digits(14..16)?, digits(17..19)?);
    if !(1..=12).contains(&month)
        || !(1..=31).contains(&day)
        || hour > 24
        || minute > 59
        || second > 60
    {
        return None;
    }
    let tail = text.get(19..)?;
    let zone = tail.strip_prefix('.').map_or(tail, |fraction| {
        fraction.trim_start_matches(|c: char| c.is_ascii_digit())
    });
    let seconds = days_from_civil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second
        - offset(zone)?;
    u64::try_from(seconds).ok()
}

fn offset(zone: &str) -> Option<i64> {
    if matches!(zone, "" | "Z" | "z") {
        return Some(0);
    }
    let (sign, rest) = match zone.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let plain = rest.replace(':', "");
    if plain.len() != 4 || !plain.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = plain.parse().ok()?;
    Some(sign * (number / 100 * 3600 + number % 100 * 60))
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = (month + 9) % 12;
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;

    fn seconds(json: &str) -> Option<u64> {
        let document: Document<'_> = serde_json::from_str(json).unwrap();
        duration(&document, TimeUnit::Seconds).map(|d| d.as_secs())
    }

    #[test]
    fn durations_are_read_with_tolerance_and_clamped() {
        let ten_years = LONGEST.as_secs();
        for (json, expected) in [
            ("3600", Some(3600)),
            ("\"3600\"", Some(3600)),
            ("3600.9", Some(3600)),
            ("1e3", Some(1000)),
            ("\"1e3\"", Some(1000)),
            ("-1", Some(0)),
            ("0", Some(0)),
            ("18446744073709551615", Some(ten_years)),
            ("\"1e400\"", Some(ten_years)),
            ("\"\"", None),
            ("\"never\"", None),
            ("\"NaN\"", None),
            ("[1]", None),
        ] {
            assert_eq!(seconds(json), expected, "{json}");
        }
    }

    #[test]
    fn a_clock_has_a_unit_or_groups() {
        for (text, expected) in [
            ("24h", Some(86_400)),
            ("30m", Some(1800)),
            ("90s", Some(90)),
            ("7d", Some(604_800)),
            ("01:30", Some(90)),
            ("1:30:00", Some(5400)),
            // Tableau: the hours of more than a week.
            ("177:05:38", Some(637_538)),
            ("2:03:04:05", Some(183_845)),
            ("3600", Some(3600)),
            ("", None),
            ("h", None),
            ("1:-1", None),
            ("1:2:3:4:5", None),
            ("soon", None),
        ] {
            let document = Document::Text(Cow::Borrowed(text));
            let read = duration(&document, TimeUnit::Clock).map(|d| d.as_secs());
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn points_in_time_have_three_forms() {
        let text = |s: &'static str| Document::Text(Cow::Borrowed(s));
        let at = |secs| Some(SystemTime::UNIX_EPOCH + Duration::from_secs(secs));
        assert_eq!(iso8601("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(iso8601("2000-02-29T12:00:00+01:00"), Some(951_822_000));
        assert_eq!(iso8601("2038-01-19T03:14:08.123Z"), Some(2_147_483_648));
        assert_eq!(iso8601("10000-01-01T00:00:00Z"), None);
        assert_eq!(iso8601("2026-13-01T00:00:00Z"), None);
        assert_eq!(iso8601("yesterday"), None);
        assert_eq!(
            absolute(&text("1893456000"), TimeFormat::EpochSeconds),
            at(1_893_456_000)
        );
        assert_eq!(
            absolute(&text("1893456000000"), TimeFormat::EpochMilliseconds),
            at(1_893_456_000)
        );
    }
}
