//! Times in the forms of the table. All are in UTC.

/// A moment in seconds since the Unix epoch, in the form that `now:FORM` names:
/// `unix`, `ms`, a pattern, or nothing for ISO 8601.
pub(crate) fn write(seconds: u64, form: &str) -> String {
    match form {
        "unix" => seconds.to_string(),
        "ms" => (seconds * 1000).to_string(),
        "" => write(seconds, "YYYY-MM-DDTHH:mm:ssZ"),
        pattern => {
            let (year, month, day) = date(seconds / 86_400);
            let second = seconds % 86_400;
            pattern
                .replace("YYYY", &format!("{year:04}"))
                .replace("MM", &format!("{month:02}"))
                .replace("DD", &format!("{day:02}"))
                .replace("HH", &format!("{:02}", second / 3600))
                .replace("mm", &format!("{:02}", second / 60 % 60))
                .replace("ss", &format!("{:02}", second % 60))
        }
    }
}

/// Year, month and day of a day after the epoch, counted out.
fn date(mut days: u64) -> (u64, u64, u64) {
    let leap = |year: u64| {
        year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
    };
    let mut year = 1970;
    while days >= 365 + u64::from(leap(year)) {
        days -= 365 + u64::from(leap(year));
        year += 1;
    }
    let february = 28 + u64::from(leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    (year, month, days + 1)
}

/// `7d` in seconds.
pub(crate) fn offset(text: &str) -> u64 {
    let (number, unit) = text.split_at(text.len() - 1);
    let unit = match unit {
        "d" => 86_400,
        "h" => 3600,
        "m" => 60,
        _ => 1,
    };
    number.parse::<u64>().expect("a number") * unit
}

#[test]
fn times_are_written_in_each_form() {
    assert_eq!(
        write(951_782_400, "YYYY-MM-DD HH:mm:ss"),
        "2000-02-29 00:00:00"
    );
    assert_eq!(write(1_798_761_599, ""), "2026-12-31T23:59:59Z");
    assert_eq!(
        write(1_798_761_599 + offset("7d"), "YYYY-MM-DD"),
        "2027-01-07"
    );
    assert_eq!(write(5, "ms"), "5000");
}
