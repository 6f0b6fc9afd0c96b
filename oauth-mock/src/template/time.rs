//! Moments as templates write them.

use std::time::{Duration, SystemTime};

use oauth_runtime::spec::TimeForm;

use crate::answer::Civil;

/// A moment, moved by so many seconds, in a form. Nothing before 1970 has one.
pub(super) fn written(now: SystemTime, form: TimeForm, offset: i64) -> Option<String> {
    let by = Duration::from_secs(offset.unsigned_abs());
    let moment = match offset < 0 {
        true => now.checked_sub(by),
        false => now.checked_add(by),
    }?;
    let since = moment.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(match form {
        TimeForm::Seconds => since.as_secs().to_string(),
        TimeForm::Milliseconds => since.as_millis().to_string(),
        TimeForm::Pattern(pattern) => by_pattern(pattern, Civil::of(since.as_secs())),
        _ => return None,
    })
}

fn by_pattern(pattern: &str, at: Civil) -> String {
    pattern
        .replace("YYYY", &format!("{:04}", at.year))
        .replace("MM", &format!("{:02}", at.month))
        .replace("DD", &format!("{:02}", at.day))
        .replace("HH", &format!("{:02}", at.hour))
        .replace("mm", &format!("{:02}", at.minute))
        .replace("ss", &format!("{:02}", at.second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_offsets() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(951_822_000_250);
        let all = |form, offset| written(now, form, offset).unwrap_or_default();
        assert_eq!(all(TimeForm::Seconds, 0), "951822000");
        assert_eq!(all(TimeForm::Milliseconds, 1), "951822001250");
        let pattern = TimeForm::Pattern("YYYY-MM-DDTHH:mm:ss");
        assert_eq!(all(pattern, 0), "2000-02-29T11:00:00");
        assert_eq!(all(pattern, -8 * 3600 + 5), "2000-02-29T03:00:05");
    }
}
