//! The API as methods of a session.

use oauth_runtime::Session;

use crate::provider::Ioffice;
use crate::request::{List, One};
use crate::resources::{Building, Floor, Reservation, Room, User};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Session<super::Ioffice> {}
}

/// iOFFICE's API, for a [`Session`] of [`Ioffice`].
///
/// The methods only describe a request. `.await` sends it. Whether the token is
/// still good tells [`Session::introspect`].
pub trait IofficeApi: sealed::Sealed {
    /// One object at a path below `/external/api/rest/v2/`, read into any type.
    fn resource<T>(&self, path: impl Into<String>) -> One<T>;

    /// A list of objects at a path below `/external/api/rest/v2/`, read into any type.
    fn collection<T>(&self, path: impl Into<String>) -> List<T>;

    /// `PUT reservations/{id}/checkIn`.
    fn check_in(&self, reservation: u64) -> One<Reservation>;

    /// `GET users/me`: whoever signed in.
    fn me(&self) -> One<User> {
        self.resource("users/me")
    }

    /// `GET users`.
    fn users(&self) -> List<User> {
        self.collection("users")
    }

    /// `GET buildings`.
    fn buildings(&self) -> List<Building> {
        self.collection("buildings")
    }

    /// `GET floors`.
    fn floors(&self) -> List<Floor> {
        self.collection("floors")
    }

    /// `GET rooms`, which the web pages call spaces.
    fn rooms(&self) -> List<Room> {
        self.collection("rooms")
    }

    /// `GET reservations`. Without `.query("showOnlyMyReservations", false)` the
    /// API answers those of the user.
    fn reservations(&self) -> List<Reservation> {
        self.collection("reservations")
    }
}

impl IofficeApi for Session<Ioffice> {
    fn resource<T>(&self, path: impl Into<String>) -> One<T> {
        One::get(self.clone(), path.into())
    }

    fn collection<T>(&self, path: impl Into<String>) -> List<T> {
        List::new(self.clone(), path.into())
    }

    fn check_in(&self, reservation: u64) -> One<Reservation> {
        One::put(self.clone(), format!("reservations/{reservation}/checkIn"))
    }
}
