//! Times as iOFFICE writes them: milliseconds since 1970.
//!
//! For your own types: `#[serde(default, with = "oauth_ioffice::epoch_ms")]` on
//! an `Option<SystemTime>`.

use std::time::{Duration, SystemTime};

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Error as _, Serializer};

/// Reads milliseconds since 1970, before 1970 too, or null.
///
/// # Errors
/// When the value is no whole number, or too large for a time.
pub fn deserialize<'de, D>(deserializer: D) -> Result<Option<SystemTime>, D::Error>
where
    D: Deserializer<'de>,
{
    let Some(milliseconds) = Option::<i64>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let distance = Duration::from_millis(milliseconds.unsigned_abs());
    match milliseconds {
        0.. => SystemTime::UNIX_EPOCH.checked_add(distance),
        _ => SystemTime::UNIX_EPOCH.checked_sub(distance),
    }
    .map(Some)
    .ok_or_else(|| D::Error::custom("a time beyond all calendars"))
}

/// Writes milliseconds since 1970, or null.
///
/// # Errors
/// When the time is before 1970 or does not fit.
pub fn serialize<S>(time: &Option<SystemTime>, serializer: S) -> Result<S::Ok, S::Error>
where
    S: Serializer,
{
    let Some(time) = time else {
        return serializer.serialize_none();
    };
    let milliseconds = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .ok()
        .and_then(|distance| u64::try_from(distance.as_millis()).ok())
        .ok_or_else(|| S::Error::custom("a time that cannot be written"))?;
    serializer.serialize_u64(milliseconds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    #[derive(Serialize, serde::Deserialize)]
    struct Row {
        #[serde(default, with = "super")]
        at: Option<SystemTime>,
    }

    #[test]
    fn times_read_and_write() {
        let json = r#"{"at":1382483811150}"#;
        let row: Row = serde_json::from_str(json).unwrap();
        let distance = row
            .at
            .unwrap()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap();
        assert_eq!(distance, Duration::from_millis(1_382_483_811_150));
        assert_eq!(serde_json::to_string(&row).unwrap(), json);
    }

    #[test]
    fn missing_times_are_none_and_garbage_is_an_error() {
        for json in ["{}", r#"{"at":null}"#] {
            assert!(
                serde_json::from_str::<Row>(json).unwrap().at.is_none(),
                "{json}"
            );
        }
        let before: Row = serde_json::from_str(r#"{"at":-1}"#).unwrap();
        assert!(before.at < Some(SystemTime::UNIX_EPOCH));
        for json in [
            r#"{"at":"x"}"#,
            r#"{"at":1.5}"#,
            r#"{"at":99999999999999999999}"#,
        ] {
            assert!(serde_json::from_str::<Row>(json).is_err(), "{json}");
        }
    }
}
