//! The API as methods of a session.

use oauth_runtime::Session;

use crate::provider::Accelo;
use crate::request::{List, One};
use crate::resources::{Company, Staff, Task, TokenInfo, User};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Session<super::Accelo> {}
}

/// Accelo's API, for a [`Session`] of [`Accelo`].
///
/// The methods only describe a request. `.await` sends it.
pub trait AcceloApi: sealed::Sealed {
    /// One object at a path below `/api/v0/`, read into any type.
    fn resource<T>(&self, path: impl Into<String>) -> One<T>;

    /// A list of objects at a path below `/api/v0/`, read into any type.
    fn collection<T>(&self, path: impl Into<String>) -> List<T>;

    /// `GET companies/{id}`.
    fn company(&self, id: u64) -> One<Company> {
        self.resource(format!("companies/{id}"))
    }

    /// `GET companies`.
    fn companies(&self) -> List<Company> {
        self.collection("companies")
    }

    /// `GET staff`.
    fn staff(&self) -> List<Staff> {
        self.collection("staff")
    }

    /// `GET tasks`.
    fn tasks(&self) -> List<Task> {
        self.collection("tasks")
    }

    /// `GET user`: whoever the token stands for.
    fn user(&self) -> One<User> {
        self.resource("user")
    }

    /// `GET tokeninfo`: what Accelo knows about the token in use.
    ///
    /// This renews a token that is over, as every API call does.
    /// [`Session::introspect`] asks about the token as it is.
    fn token_info(&self) -> One<TokenInfo> {
        self.resource("tokeninfo")
    }
}

impl AcceloApi for Session<Accelo> {
    fn resource<T>(&self, path: impl Into<String>) -> One<T> {
        One::new(self.clone(), path.into())
    }

    fn collection<T>(&self, path: impl Into<String>) -> List<T> {
        List::new(self.clone(), path.into())
    }
}
