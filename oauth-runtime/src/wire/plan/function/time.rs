//! The time of a request, written as a declaration wants it. All are in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::spec::TimeForm;

/// The time, moved by `offset` seconds.
pub(in super::super) fn write(form: TimeForm, offset: i64, now: SystemTime) -> String {
    let seconds = unix_seconds(now).saturating_add(offset);
    match form {
        TimeForm::Seconds => seconds.to_string(),
        TimeForm::Milliseconds => {
            let after_epoch = now.duration_since(UNIX_EPOCH).unwrap_or_default();
            let millis = i64::from(after_epoch.subsec_millis());
            seconds
                .saturating_mul(1000)
                .saturating_add(millis)
                .to_string()
        }
        TimeForm::Pattern(pattern) => by_pattern(pattern, seconds),
    }
}

/// Whole seconds since the epoch; what lies before it is the epoch.
pub(in super::super) fn unix_seconds(now: SystemTime) -> i64 {
    let after_epoch = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(after_epoch.as_secs()).unwrap_or(i64::MAX)
}

fn by_pattern(pattern: &str, seconds: i64) -> String {
    let (year, month, day) = date_of(seconds.div_euclid(86_400));
    let of_day = seconds.rem_euclid(86_400);
    let fields = [
        ("YYYY", 4, year),
        ("MM", 2, month),
        ("DD", 2, day),
        ("HH", 2, of_day / 3600),
        ("mm", 2, of_day / 60 % 60),
        ("ss", 2, of_day % 60),
    ];
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let field = fields
            .iter()
            .find_map(|(name, width, value)| Some((rest.strip_prefix(name)?, *width, *value)));
        match field {
            Some((tail, width, value)) => {
                out.push_str(&format!("{value:0width$}"));
                rest = tail;
            }
            None => {
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

/// Year, month and day of a count of days since the epoch, in the Gregorian
/// calendar: eras of 400 years, and years that begin in March.
fn date_of(days: i64) -> (i64, i64, i64) {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn at(seconds: u64, millis: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_millis(seconds * 1000 + millis)
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        const FULL: TimeForm = TimeForm::Pattern("YYYY-MM-DDTHH:mm:ssZ");
        for (seconds, offset, written) in [
            (0, 0, "1970-01-01T00:00:00Z"),
            (951_782_400, 0, "2000-02-29T00:00:00Z"),
            (1_709_251_199, 0, "2024-02-29T23:59:59Z"),
            (1_709_251_199, 1, "2024-03-01T00:00:00Z"),
            (1_709_251_200, -8 * 3600, "2024-02-29T16:00:00Z"),
            (1_735_689_599, 7 * 86_400, "2025-01-07T23:59:59Z"),
            (4_107_542_400, 0, "2100-03-01T00:00:00Z"),
            (3600, -7200, "1969-12-31T23:00:00Z"),
            (253_402_300_799, 0, "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(write(FULL, offset, at(seconds, 0)), written);
        }
    }

    #[test]
    fn other_characters_stand_for_themselves() {
        let form = TimeForm::Pattern("DD.MM.YYYY, HH:mm M ü");
        assert_eq!(write(form, 0, at(951_782_400, 0)), "29.02.2000, 00:00 M ü");
    }

    #[test]
    fn counts_are_since_the_epoch() {
        let now = at(1_790_000_000, 45);
        assert_eq!(write(TimeForm::Seconds, -10, now), "1789999990");
        assert_eq!(write(TimeForm::Milliseconds, 1, now), "1790000001045");
    }
}
