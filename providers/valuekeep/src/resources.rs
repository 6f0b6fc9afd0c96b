//! The records of the first calls.
//!
//! A field is `None` unless `$select` names it. What has no field here is in
//! `other`, under the name that the API answers.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

macro_rules! resources {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident = $camel:literal | $pascal:literal,)*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Deserialize)]
            #[non_exhaustive]
            pub struct $name {
                /// The id.
                #[serde(alias = "Id")]
                pub id: Option<String>,
                $($(#[$field_doc])*
                #[serde(rename = $camel, alias = $pascal)]
                pub $field: Option<String>,)*
                /// All other fields.
                #[serde(flatten)]
                pub other: Map<String, Value>,
            }
        )*
    };
}

// Queries name fields as in `WorkOrderType`; answers are read in that form and
// as `workOrderType`, because the documents show no answer.
resources! {
    /// A work order.
    WorkOrder {
        /// The key that people know.
        work_order_key = "workOrderKey" | "WorkOrderKey",
        /// What is to be done.
        description = "description" | "Description",
        /// The key of the type, such as `CR`.
        work_order_type = "workOrderType" | "WorkOrderType",
        /// The equipment.
        equipment = "equipment" | "Equipment",
        /// The workshop.
        workshop = "workshop" | "Workshop",
        /// Who is responsible.
        responsible = "responsible" | "Responsible",
        /// The date, as it came.
        date = "date" | "Date",
    }

    /// A workshop.
    Workshop {
        /// The key that people know.
        workshop_key = "workshopKey" | "WorkshopKey",
        /// What the workshop is.
        description = "description" | "Description",
    }

    /// The assignment of a work order to people and times.
    Assignment {
        /// The key that people know.
        work_order_assignment_key = "workOrderAssignmentKey" | "WorkOrderAssignmentKey",
        /// What is to be done.
        description = "description" | "Description",
    }
}

/// A list: an array, or an object that has the array under `value` (OData) or `items`.
pub(crate) struct Records<T>(pub(crate) Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Records<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Forms<T>(PhantomData<fn() -> T>);

        impl<'de, T: DeserializeOwned> Visitor<'de> for Forms<T> {
            type Value = Records<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array of records, or an object with the key `value` or `items`")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut records = Vec::new();
                while let Some(record) = seq.next_element()? {
                    records.push(record);
                }
                Ok(Records(records))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut records = None;
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        "value" | "items" | "Items" => records = Some(map.next_value()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                records
                    .map(Records)
                    .ok_or_else(|| serde::de::Error::missing_field("value"))
            }
        }

        deserializer.deserialize_any(Forms(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<Vec<WorkOrder>, serde_json::Error> {
        serde_json::from_str::<Records<WorkOrder>>(json).map(|records| records.0)
    }

    #[test]
    fn lists_and_field_names_read_in_both_forms() {
        for json in [
            r#"[{"Id":"w1","WorkOrderType":"CR","Extra":1}]"#,
            r#"{"@odata.context":"x","value":[{"id":"w1","workOrderType":"CR","Extra":1}]}"#,
            r#"{"items":[{"id":"w1","workOrderType":"CR","Extra":1}],"nextPageLink":null}"#,
        ] {
            let orders = read(json).unwrap();
            assert_eq!(orders[0].id.as_deref(), Some("w1"), "{json}");
            assert_eq!(orders[0].work_order_type.as_deref(), Some("CR"), "{json}");
            assert_eq!(orders[0].description, None);
            assert_eq!(orders[0].other["Extra"], 1);
        }
        assert!(read("[]").unwrap().is_empty());
    }

    #[test]
    fn an_error_object_is_not_an_empty_list() {
        assert!(read(r#"{"error":{"code":"x"}}"#).is_err());
        assert!(read("{}").is_err());
    }
}
