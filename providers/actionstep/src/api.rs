//! The API as methods of a session.

use oauth_runtime::Session;

use crate::collection::Resource;
use crate::provider::Actionstep;
use crate::request::{List, One};
use crate::resources::{Action, ActionType, Participant, TimeEntry, User};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Session<super::Actionstep> {}
}

/// Actionstep's API, for a [`Session`] of [`Actionstep`].
///
/// The methods only describe a request. `.await` sends it.
pub trait ActionstepApi: sealed::Sealed {
    /// One object at a path below `/api/rest/`, read into any [`Resource`].
    fn resource<T: Resource>(&self, path: impl Into<String>) -> One<T>;

    /// The list of a [`Resource`], at its own name below `/api/rest/`.
    fn collection<T: Resource>(&self) -> List<T>;

    /// `GET users/current`: whoever signed in.
    fn current_user(&self) -> One<User> {
        self.resource("users/current")
    }

    /// `GET actions/{id}`: one action, which the web pages call a matter.
    fn action(&self, id: u64) -> One<Action> {
        self.resource(format!("actions/{id}"))
    }

    /// `GET actions`.
    fn actions(&self) -> List<Action> {
        self.collection()
    }

    /// `GET participants`.
    fn participants(&self) -> List<Participant> {
        self.collection()
    }

    /// `GET timeentries`.
    fn time_entries(&self) -> List<TimeEntry> {
        self.collection()
    }

    /// `GET actiontypes`.
    fn action_types(&self) -> List<ActionType> {
        self.collection()
    }
}

impl ActionstepApi for Session<Actionstep> {
    fn resource<T: Resource>(&self, path: impl Into<String>) -> One<T> {
        One::new(self.clone(), path.into())
    }

    fn collection<T: Resource>(&self) -> List<T> {
        List::new(self.clone())
    }
}
