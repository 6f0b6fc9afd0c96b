//! The objects of the first calls.
//!
//! A field is `None` when Actionstep did not answer it: the scope decides which
//! fields it answers, and `fields` asks for others. What has no field here is in
//! `other`, among it `links` with the ids of related objects.

use serde::Deserialize;
use serde::de::{Deserializer, Error};
use serde_json::{Map, Value};

use crate::collection::Resource;
use crate::flag;

/// An id, which some resources write as text.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .ok_or_else(|| D::Error::custom("not an id"))
}

/// An amount, which some resources write as text.
fn amount<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<f64>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Number(number) => Ok(number.as_f64()),
        Value::String(text) if text.trim().is_empty() => Ok(None),
        Value::String(text) => text.trim().parse().map(Some).map_err(D::Error::custom),
        _ => Err(D::Error::custom("not an amount")),
    }
}

macro_rules! resources {
    ($($(#[$doc:meta])* $name:ident = $path:literal {
        $($(#[$field_doc:meta])* $field:ident: $ty:ty,)*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Deserialize)]
            #[serde(rename_all = "camelCase")]
            #[non_exhaustive]
            pub struct $name {
                /// The id.
                #[serde(deserialize_with = "id")]
                pub id: u64,
                $($(#[$field_doc])* pub $field: $ty,)*
                /// All other fields.
                #[serde(flatten)]
                pub other: Map<String, Value>,
            }

            impl Resource for $name {
                const NAME: &'static str = $path;
            }
        )*
    };
}

resources! {
    /// A user of the organisation.
    User = "users" {
        /// Whether this is the user who asks.
        #[serde(default, with = "flag")]
        is_current: Option<bool>,
        /// Whether the user is active.
        #[serde(default, with = "flag")]
        is_active: Option<bool>,
        /// The e-mail address, with which the user signs in.
        email_address: Option<String>,
    }

    /// An action, which the web pages call a matter.
    Action = "actions" {
        /// The name.
        name: Option<String>,
        /// A reference of the firm's own.
        reference: Option<String>,
        /// `Active`, `Inactive`, `Closed` or `Template`.
        status: Option<String>,
        /// The day on which the action was created.
        created_timestamp: Option<String>,
        /// When the action was last changed, in ISO 8601.
        modified_timestamp: Option<String>,
        /// Whether the action was deleted.
        #[serde(default, with = "flag")]
        is_deleted: Option<bool>,
    }

    /// A person or a company that takes part in actions.
    Participant = "participants" {
        /// The name as it is shown.
        display_name: Option<String>,
        /// Whether this is a company.
        #[serde(default, with = "flag")]
        is_company: Option<bool>,
        /// A person's first name.
        first_name: Option<String>,
        /// A person's last name.
        last_name: Option<String>,
        /// The e-mail address.
        email: Option<String>,
    }

    /// Time spent, in organisations with the newer billing.
    TimeEntry = "timeentries" {
        /// The day that the entry is for.
        timestamp_date: Option<String>,
        /// What was done.
        description: Option<String>,
        /// The hours that were spent.
        #[serde(default, deserialize_with = "amount")]
        actual_hours: Option<f64>,
        /// The hours that are to be billed.
        #[serde(default, deserialize_with = "amount")]
        billable_hours: Option<f64>,
        /// Whether the entry is to be billed.
        #[serde(default, with = "flag")]
        is_billable: Option<bool>,
    }

    /// The template that an action is made from.
    ActionType = "actiontypes" {
        /// The name.
        name: Option<String>,
    }
}

#[cfg(test)]
mod tests {
    use super::TimeEntry;

    #[test]
    fn numbers_may_be_text() {
        let entry: TimeEntry = serde_json::from_str(
            r#"{"id":"9","actualHours":"1.50","billableHours":1,"isBillable":"T","links":{"action":"3"}}"#,
        )
        .unwrap();
        assert_eq!(
            (entry.id, entry.actual_hours, entry.billable_hours),
            (9, Some(1.5), Some(1.0))
        );
        assert_eq!(entry.is_billable, Some(true));
        assert_eq!(entry.other["links"]["action"], "3");
    }
}
