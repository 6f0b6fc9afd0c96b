//! Moments as people and programs read them.

use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit, Zoned};
use oauth_runtime::Expiry;
use serde_json::Value;

fn zoned(time: SystemTime) -> Option<Zoned> {
    let zoned = Timestamp::try_from(time).ok()?.to_zoned(TimeZone::system());
    Some(zoned)
}

/// For a person, in local time: `14:05` today, `2026-11-23 14:05` on another day.
pub(crate) fn for_person(time: SystemTime) -> String {
    let (Some(then), Some(now)) = (zoned(time), zoned(SystemTime::now())) else {
        return "a time out of range".to_owned();
    };
    match then.date() == now.date() {
        true => then.strftime("%H:%M").to_string(),
        false => then.strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// For a program: RFC 3339 in UTC, to the second.
pub(crate) fn for_program(time: SystemTime) -> Value {
    Timestamp::try_from(time)
        .and_then(|time| time.round(Unit::Second))
        .map_or(Value::Null, |time| time.to_string().into())
}

/// Until when an access token is good, after `access token`.
pub(crate) fn until(expires: Expiry) -> String {
    match expires {
        Expiry::At(end) if end <= SystemTime::now() => format!("ended {}", for_person(end)),
        Expiry::At(end) => format!("until {}", for_person(end)),
        Expiry::Never => "without end".to_owned(),
        _ => "until the API refuses it".to_owned(),
    }
}

/// The end of an access token for a program; `null` when there is none or nobody knows.
pub(crate) fn end(expires: Expiry) -> Value {
    match expires {
        Expiry::At(end) => for_program(end),
        _ => Value::Null,
    }
}
