//! The API as methods of a session.

use oauth_runtime::Session;

use crate::provider::Valuekeep;
use crate::query::Query;
use crate::request::{List, One};
use crate::resources::{Assignment, WorkOrder, Workshop};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Session<super::Valuekeep> {}
}

/// Valuekeep's API, for a [`Session`] of [`Valuekeep`].
///
/// The methods only describe a request. `.await` sends it. A service is named by
/// its module and itself: `maintenance/workOrders`.
pub trait ValuekeepApi: sealed::Sealed {
    /// `GET {service}/{id}`: one record, read into any type.
    fn resource<T>(&self, service: &str, id: &str) -> One<T>;

    /// `GET {service}/odata`: a list of records, read into any type.
    fn collection<T>(&self, service: &str, query: Query) -> List<T>;

    /// `GET maintenance/workOrders/odata`.
    fn work_orders(&self, query: Query) -> List<WorkOrder> {
        self.collection("maintenance/workOrders", query)
    }

    /// `GET maintenance/workOrderAssignments/{id}`.
    fn assignment(&self, id: &str) -> One<Assignment> {
        self.resource("maintenance/workOrderAssignments", id)
    }

    /// `GET workShopsCore/workshops/odata`.
    fn workshops(&self, query: Query) -> List<Workshop> {
        self.collection("workShopsCore/workshops", query)
    }
}

impl ValuekeepApi for Session<Valuekeep> {
    fn resource<T>(&self, service: &str, id: &str) -> One<T> {
        One::new(self.clone(), service, id)
    }

    fn collection<T>(&self, service: &str, query: Query) -> List<T> {
        List::new(self.clone(), service, query)
    }
}
