//! Truth values as Actionstep writes them: `"T"` and `"F"`.
//!
//! For your own types: `#[serde(default, with = "oauth_actionstep::flag")]` on
//! an `Option<bool>`.

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::Serializer;
use serde_json::Value;

/// Reads `"T"` and `"F"`, JSON's own truth values, and null.
///
/// # Errors
/// When the value is something else.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(flag) => Ok(Some(flag)),
        Value::String(text) => match text.as_str() {
            "" => Ok(None),
            "T" => Ok(Some(true)),
            "F" => Ok(Some(false)),
            _ => Err(D::Error::custom("neither `T` nor `F`")),
        },
        _ => Err(D::Error::custom("neither `T` nor `F`")),
    }
}

/// Writes `"T"`, `"F"` or null.
///
/// # Errors
/// When the serializer fails.
pub fn serialize<S: Serializer>(flag: &Option<bool>, serializer: S) -> Result<S::Ok, S::Error> {
    match flag {
        Some(true) => serializer.serialize_str("T"),
        Some(false) => serializer.serialize_str("F"),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    struct Row {
        #[serde(default, with = "super")]
        flag: Option<bool>,
    }

    #[test]
    fn flags_read_and_write() {
        let read = |json: &str| serde_json::from_str::<Row>(json).map(|row| row.flag);
        for (json, flag) in [
            (r#"{"flag":"T"}"#, Some(true)),
            (r#"{"flag":"F"}"#, Some(false)),
            (r#"{"flag":true}"#, Some(true)),
            (r#"{"flag":null}"#, None),
            (r#"{}"#, None),
        ] {
            assert_eq!(read(json).unwrap(), flag, "{json}");
        }
        assert!(read(r#"{"flag":"yes"}"#).is_err());
        assert!(read(r#"{"flag":1}"#).is_err());
        let json = serde_json::to_string(&Row { flag: Some(true) }).unwrap();
        assert_eq!(json, r#"{"flag":"T"}"#);
    }
}
