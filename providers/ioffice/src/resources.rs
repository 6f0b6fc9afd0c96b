//! The objects of the first calls, with their common fields.
//!
//! A field is `None` when iOFFICE did not answer it. What has no field here is
//! in `other`.

use std::time::SystemTime;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::epoch_ms;

/// Another object that an object names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Reference {
    /// The id.
    pub id: Option<u64>,
    /// The name.
    pub name: Option<String>,
    /// All other fields.
    #[serde(flatten)]
    pub other: Map<String, Value>,
}

macro_rules! resources {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident: $ty:ty,)*
    })*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Deserialize)]
            #[serde(rename_all = "camelCase")]
            #[non_exhaustive]
            pub struct $name {
                /// The id.
                pub id: u64,
                /// The name.
                pub name: Option<String>,
                $($(#[$field_doc])* pub $field: $ty,)*
                /// All other fields.
                #[serde(flatten)]
                pub other: Map<String, Value>,
            }
        )*
    };
}

resources! {
    /// A user.
    User {
        /// The name used to sign in.
        user_name: Option<String>,
        /// The first name.
        first_name: Option<String>,
        /// The last name.
        last_name: Option<String>,
        /// The e-mail address.
        email: Option<String>,
        /// The number of the employee.
        employee_id: Option<String>,
        /// Where the user sits.
        room: Option<Reference>,
        /// When the user was entered.
        #[serde(default, with = "epoch_ms")]
        date_created: Option<SystemTime>,
        /// When the user was last changed.
        #[serde(default, with = "epoch_ms")]
        date_updated: Option<SystemTime>,
    }

    /// A building.
    Building {
        /// The code of the building.
        code: Option<String>,
        /// The address, as it came.
        address: Option<Value>,
    }

    /// A floor of a building.
    Floor {
        /// The building.
        building: Option<Reference>,
        /// The area, in the site's unit.
        area: Option<f64>,
    }

    /// A room, which the web pages call a space.
    Room {
        /// The floor.
        floor: Option<Reference>,
        /// Whether the room can be reserved.
        reservable: Option<bool>,
    }

    /// A reservation of a room.
    Reservation {
        /// The room.
        room: Option<Reference>,
        /// For whom it is reserved.
        user: Option<Reference>,
        /// When it begins.
        #[serde(default, with = "epoch_ms")]
        start_date: Option<SystemTime>,
        /// When it ends.
        #[serde(default, with = "epoch_ms")]
        end_date: Option<SystemTime>,
        /// Whether it takes the whole day.
        all_day: Option<bool>,
        /// For how many people.
        number_of_people: Option<u32>,
        /// When it was last changed.
        #[serde(default, with = "epoch_ms")]
        date_updated: Option<SystemTime>,
    }
}

#[cfg(test)]
mod tests {
    use super::{Floor, Reservation, User};

    #[test]
    fn nested_objects_and_unknown_fields_read() {
        let user: User = serde_json::from_str(
            r#"{"employeeId":"34a","custom01":"","dateUpdated":1382483811150,"id":9,
            "firstName":"Fox","userName":"fox","room":{"id":4,"name":"010211","floor":{"id":5}}}"#,
        )
        .unwrap();
        assert_eq!((user.id, user.first_name.as_deref()), (9, Some("Fox")));
        assert!(user.date_updated.is_some());
        assert_eq!(user.room.unwrap().other["floor"]["id"], 5);
        assert_eq!(user.other["custom01"], "");

        let floor: Floor = serde_json::from_str(r#"{"id":5,"building":{},"area":2000}"#).unwrap();
        assert_eq!(floor.building.unwrap().id, None);

        let reservation: Reservation =
            serde_json::from_str(r#"{"id":1,"allDay":false,"startDate":0,"room":null}"#).unwrap();
        assert_eq!(
            reservation.start_date,
            Some(std::time::SystemTime::UNIX_EPOCH)
        );
        assert_eq!((reservation.all_day, reservation.room), (Some(false), None));
    }
}
