//! The time of a request as templates write it, and read back.

use std::time::{Duration, SystemTime};

use oauth_runtime::spec::TimeForm;

use crate::answer::iso8601;

/// A time in a form; `None` before 1970.
pub(super) fn write(form: TimeForm, offset: i64, now: SystemTime) -> Option<String> {
    let since = now.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let seconds = since.as_secs().checked_add_signed(offset)?;
    Some(match form {
        TimeForm::Seconds => seconds.to_string(),
        TimeForm::Milliseconds => {
            let millis = u128::from(seconds) * 1000 + u128::from(since.subsec_millis());
            millis.to_string()
        }
        TimeForm::Pattern(pattern) => by_pattern(pattern, seconds),
        _ => return None,
    })
}

/// The time that a text in this form tells.
pub(super) fn read(form: TimeForm, offset: i64, text: &str) -> Option<SystemTime> {
    let number: u64 = text.parse().ok()?;
    let time = match form {
        TimeForm::Seconds => Duration::from_secs(number),
        TimeForm::Milliseconds => Duration::from_millis(number),
        _ => return None,
    };
    let back = Duration::from_secs(offset.unsigned_abs());
    let time = match offset >= 0 {
        true => time.checked_sub(back)?,
        false => time.checked_add(back)?,
    };
    SystemTime::UNIX_EPOCH.checked_add(time)
}

fn by_pattern(pattern: &str, seconds: u64) -> String {
    // `2026-11-21T09:00:00Z`: each field stands at its place in it.
    let whole = iso8601(seconds);
    let fields = [
        ("YYYY", 0..4),
        ("MM", 5..7),
        ("DD", 8..10),
        ("HH", 11..13),
        ("mm", 14..16),
        ("ss", 17..19),
    ];
    fields
        .into_iter()
        .fold(pattern.to_owned(), |text, (name, at)| {
            text.replace(name, whole.get(at).unwrap_or_default())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(1_795_255_200_250);
        let written = |form, offset| write(form, offset, now).unwrap_or_default();
        assert_eq!(written(TimeForm::Seconds, 0), "1795255200");
        assert_eq!(written(TimeForm::Milliseconds, -1), "1795255199250");
        let pattern = TimeForm::Pattern("DD.MM.YYYY HH:mm:ss");
        assert_eq!(written(pattern, 0), "21.11.2026 10:00:00");
        assert_eq!(written(pattern, -36_000), "21.11.2026 00:00:00");
        assert_eq!(read(TimeForm::Milliseconds, 60, "1795255260250"), Some(now));
        assert_eq!(read(TimeForm::Seconds, 0, "soon"), None);
    }
}
