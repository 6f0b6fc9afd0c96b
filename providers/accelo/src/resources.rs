//! The objects of the first calls.
//!
//! A field is `None` when Accelo did not answer it: it answers few fields
//! unless `_fields` names more. What has no field here is in `other`.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::number;

/// A company.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Company {
    /// The id. Always answered.
    #[serde(deserialize_with = "number::required")]
    pub id: u64,
    /// The name. Answered by default.
    pub name: Option<String>,
    /// The website.
    pub website: Option<String>,
    /// The telephone number.
    pub phone: Option<String>,
    /// `active`, `inactive` and so on.
    pub standing: Option<String>,
    /// When the company was entered.
    #[serde(default, deserialize_with = "number::time")]
    pub date_created: Option<SystemTime>,
    /// When the company was last changed.
    #[serde(default, deserialize_with = "number::time")]
    pub date_modified: Option<SystemTime>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Staff {
    /// The id. Always answered.
    #[serde(deserialize_with = "number::required")]
    pub id: u64,
    /// The first name. Answered by default.
    pub firstname: Option<String>,
    /// The surname. Answered by default.
    pub surname: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The name used to sign in.
    pub username: Option<String>,
    /// The job title.
    pub title: Option<String>,
    /// `active`, `inactive` or `lockout`.
    pub standing: Option<String>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Task {
    /// The id. Always answered.
    #[serde(deserialize_with = "number::required")]
    pub id: u64,
    /// The title. Answered by default.
    pub title: Option<String>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// Whoever the token stands for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct User {
    /// The id.
    #[serde(default, deserialize_with = "number::optional")]
    pub id: Option<u64>,
    /// The first name.
    pub firstname: Option<String>,
    /// The surname.
    pub surname: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

/// What Accelo knows about a token (`GET tokeninfo`).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct TokenInfo {
    /// The deployment that the token is for.
    pub deployment: Option<String>,
    /// The member of staff that the token stands for.
    #[serde(default, deserialize_with = "number::optional")]
    pub staff_id: Option<u64>,
    /// The user's e-mail address.
    pub email: Option<String>,
    /// The user's first name.
    pub firstname: Option<String>,
    /// The user's surname.
    pub surname: Option<String>,
    /// When the token ends.
    #[serde(default, deserialize_with = "number::time")]
    pub expiry_date: Option<SystemTime>,
    /// Time zone and currency, as they came.
    #[serde(default)]
    pub locale: Value,
    /// All other fields.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}
