//! Numbers that are JSON strings, for `#[serde(deserialize_with = "…")]`.
//!
//! Accelo writes ids, counts and times as text. These readers take text and
//! numbers alike, in this crate's types and in your own.

use std::fmt::Display;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::Value;

/// A number that must be there.
///
/// # Errors
/// When the value is missing or no such number.
pub fn required<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    optional(deserializer)?.ok_or_else(|| D::Error::custom("a number is missing"))
}

/// A number that may be missing, `null` or empty. Put `#[serde(default)]` beside it.
///
/// # Errors
/// When the value is no such number.
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr<Err: Display>,
{
    let text = match Value::deserialize(deserializer)? {
        Value::Null => return Ok(None),
        Value::String(text) if text.trim().is_empty() => return Ok(None),
        Value::String(text) => text,
        Value::Number(number) => number.to_string(),
        _ => return Err(D::Error::custom("neither a number nor text")),
    };
    text.trim().parse().map(Some).map_err(D::Error::custom)
}

/// A time in seconds since 1970 that may be missing, `null` or empty.
///
/// # Errors
/// When the value is no such number, or too large for a time.
pub fn time<'de, D>(deserializer: D) -> Result<Option<SystemTime>, D::Error>
where
    D: Deserializer<'de>,
{
    let Some(seconds) = optional(deserializer)? else {
        return Ok(None);
    };
    SystemTime::UNIX_EPOCH
        .checked_add(Duration::from_secs(seconds))
        .map(Some)
        .ok_or_else(|| D::Error::custom("a time beyond all calendars"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Deserialize)]
    struct Row {
        #[serde(deserialize_with = "required")]
        id: u64,
        #[serde(default, deserialize_with = "optional")]
        amount: Option<f64>,
        #[serde(default, deserialize_with = "time")]
        created: Option<SystemTime>,
    }

    fn row(json: &str) -> Result<Row, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn text_and_numbers_read_alike() {
        for json in [
            r#"{"id":"12","amount":"1.5","created":"60"}"#,
            r#"{"id":12,"amount":1.5,"created":60,"x":[]}"#,
        ] {
            let row = row(json).unwrap();
            assert_eq!((row.id, row.amount), (12, Some(1.5)));
            assert_eq!(
                row.created,
                SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(60))
            );
        }
    }

    #[test]
    fn nothing_is_nothing_and_garbage_is_an_error() {
        let empty = row(r#"{"id":"1","amount":"","created":null}"#).unwrap();
        assert_eq!((empty.amount, empty.created), (None, None));
        for json in [
            r#"{"id":""}"#,
            r#"{"id":null}"#,
            r#"{"id":"x"}"#,
            r#"{"id":"-1"}"#,
            r#"{}"#,
            r#"{"id":1,"created":"18446744073709551615"}"#,
            r#"{"id":[]}"#,
        ] {
            assert!(row(json).is_err(), "{json}");
        }
    }
}
