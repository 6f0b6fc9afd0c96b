//! What all sessions of a client share: events, work in flight, and the
//! sessions that are open.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use super::drift::Drift;
use super::event::{Event, EventKind, Events};
use super::shared::Shared;
use crate::clock::timeout;
use crate::dpop::Nonces;
use crate::flow::Consumed;
#[cfg(feature = "jose")]
use crate::jose::ProviderKeys;
use crate::metadata::{Cache, FoundResource, Registrations, ServerMetadata};
use crate::store::ConnectionKey;

/// How many events wait for a slow subscriber before it misses some.
const EVENTS: usize = 1024;

pub(crate) struct Hub {
    events: broadcast::Sender<Event>,
    /// How many renewals and commits are in flight.
    working: watch::Sender<usize>,
    closed: AtomicBool,
    open: Mutex<HashMap<ConnectionKey, Weak<Shared>>>,
    drift: Drift,
    finished: Consumed,
    logouts: Consumed,
    #[cfg(feature = "jose")]
    keys: ProviderKeys,
    metadata: Cache<ServerMetadata>,
    nonces: Nonces,
    resources: Cache<FoundResource>,
    registrations: Registrations,
}

impl Default for Hub {
    fn default() -> Self {
        Self {
            events: broadcast::Sender::new(EVENTS),
            working: watch::Sender::new(0),
            closed: AtomicBool::new(false),
            open: Mutex::default(),
            drift: Drift::default(),
            finished: Consumed::default(),
            logouts: Consumed::default(),
            #[cfg(feature = "jose")]
            keys: ProviderKeys::default(),
            metadata: Cache::default(),
            nonces: Nonces::default(),
            resources: Cache::default(),
            registrations: Registrations::default(),
        }
    }
}

impl Hub {
    pub(crate) fn subscribe(&self) -> Events {
        Events::new(self.events.subscribe())
    }

    pub(super) fn tell(&self, connection: &ConnectionKey, kind: EventKind) {
        // Nobody listening is no error.
        let _ = self.events.send(Event {
            connection: connection.clone(),
            kind,
        });
    }

    pub(super) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    /// Counts a piece of work that a shutdown waits for.
    pub(super) fn work(self: &Arc<Self>) -> Working {
        self.working.send_modify(|count| *count += 1);
        Working(self.clone())
    }

    /// Lets nothing new begin, and waits for what is in flight.
    pub(crate) async fn close(&self, patience: Duration) -> usize {
        self.closed.store(true, Ordering::Release);
        let mut working = self.working.subscribe();
        let idle = working.wait_for(|count| *count == 0);
        match timeout(patience, idle).await {
            Some(_) => 0,
            None => *self.working.borrow(),
        }
    }

    pub(crate) fn drift(&self) -> &Drift {
        &self.drift
    }

    /// The logout tokens that were seen.
    pub(crate) fn logouts(&self) -> &Consumed {
        &self.logouts
    }

    /// The sign-ins that are over.
    pub(crate) fn finished(&self) -> &Consumed {
        &self.finished
    }

    /// The keys with which the provider signs.
    #[cfg(feature = "jose")]
    pub(crate) fn keys(&self) -> &ProviderKeys {
        &self.keys
    }

    /// What the resources that were asked say of themselves.
    pub(crate) fn resources(&self) -> &Cache<FoundResource> {
        &self.resources
    }

    /// The client's own registrations.
    pub(crate) fn registrations(&self) -> &Registrations {
        &self.registrations
    }

    /// The metadata of the issuers that were asked.
    pub(crate) fn metadata(&self) -> &Cache<ServerMetadata> {
        &self.metadata
    }

    /// What servers want of proofs (RFC 9449).
    pub(crate) fn nonces(&self) -> &Nonces {
        &self.nonces
    }

    pub(super) fn new_drift(&self) -> Option<(Duration, bool)> {
        self.drift.take_news()
    }

    /// The open sessions.
    pub(super) fn sessions(&self) -> Vec<Arc<Shared>> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.values().filter_map(Weak::upgrade).collect()
    }

    pub(super) fn find(&self, key: &ConnectionKey) -> Option<Arc<Shared>> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.get(key).and_then(Weak::upgrade)
    }

    /// Takes a session in, unless one of the same connection is open: then that one is answered.
    pub(super) fn take_in(&self, shared: Arc<Shared>) -> Arc<Shared> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = open.get(shared.key()).and_then(Weak::upgrade) {
            return known;
        }
        // Growth pays for the sweep, so that the table stays as large as what is open.
        if open.len() == open.capacity() {
            open.retain(|_, session| session.strong_count() > 0);
        }
        open.insert(shared.key().clone(), Arc::downgrade(&shared));
        shared
    }
}

/// A piece of work in flight.
pub(super) struct Working(Arc<Hub>);

impl Drop for Working {
    fn drop(&mut self) {
        self.0
            .working
            .send_modify(|count| *count = count.saturating_sub(1));
    }
}
