//! Moments as people write them, in UTC.

/// A moment in the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Civil {
    pub(crate) year: u64,
    /// From 1.
    pub(crate) month: u64,
    /// From 1.
    pub(crate) day: u64,
    pub(crate) hour: u64,
    pub(crate) minute: u64,
    pub(crate) second: u64,
}

impl Civil {
    /// So many seconds after the Unix epoch.
    pub(crate) fn of(seconds: u64) -> Self {
        let (mut left, rest) = (seconds / 86_400, seconds % 86_400);
        let mut year = 1970;
        let length = |year: u64| match year.is_multiple_of(4)
            && (!year.is_multiple_of(100) || year.is_multiple_of(400))
        {
            true => 366,
            false => 365,
        };
        while left >= length(year) {
            left -= length(year);
            year += 1;
        }
        let february = length(year) - 337;
        let mut month = 1;
        for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
            if left < days {
                break;
            }
            left -= days;
            month += 1;
        }
        Self {
            year,
            month,
            day: left + 1,
            hour: rest / 3600,
            minute: rest / 60 % 60,
            second: rest % 60,
        }
    }
}

/// Seconds since the epoch as `2026-11-21T09:00:00Z`.
pub(crate) fn iso8601(seconds: u64) -> String {
    let at = Civil::of(seconds);
    format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        at.year, at.month, at.day, at.hour, at.minute, at.second
    )
}

#[cfg(test)]
mod tests {
    use super::iso8601;

    #[test]
    fn dates_are_written_as_iso_8601() {
        assert_eq!(iso8601(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso8601(951_822_000), "2000-02-29T11:00:00Z");
        assert_eq!(iso8601(2_147_483_648), "2038-01-19T03:14:08Z");
    }
}
