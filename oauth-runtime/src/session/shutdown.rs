//! The orderly end of a program.

use std::time::Duration;

use super::hub::Hub;
use crate::store::ConnectionKey;

/// What a shutdown left undone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shutdown {
    /// How many renewals were still in flight when the patience ended.
    pub in_flight: usize,
    /// Connections whose newest tokens the store did not take. They are lost
    /// with this process, and at a provider that rotates refresh tokens the
    /// stored ones no longer work.
    pub unsaved: Vec<ConnectionKey>,
}

impl Shutdown {
    /// Whether nothing was lost.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.in_flight == 0 && self.unsaved.is_empty()
    }
}

pub(crate) async fn shutdown(hub: &Hub, patience: Duration) -> Shutdown {
    let in_flight = hub.close(patience).await;
    let mut unsaved = Vec::new();
    for session in hub.sessions() {
        if session.save_kept().await.is_err() {
            unsaved.push(session.key().clone());
        }
    }
    unsaved.sort();
    Shutdown { in_flight, unsaved }
}
