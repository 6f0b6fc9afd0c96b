//! The server's handle.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use oauth_runtime::spec::{CallKind, ProviderSpec, SecondBy};
use oauth_runtime::{DynBuilder, DynClient};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::builder::MockBuilder;
use crate::clients::Registered;
use crate::clock::MockClock;
use crate::connection;
use crate::fault::Script;
use crate::gate::Gates;
use crate::route::Route;
use crate::setup::Setup;
use crate::store::Store;
use crate::tally::Tally;

/// What the user says when an application asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Consent {
    /// Yes, without being asked.
    #[default]
    Approve,
    /// No, without being asked.
    Deny,
    /// A page with two buttons asks.
    Page,
}

/// A strict authorization server and API on loopback, made from a declaration.
///
/// It runs on the tokio runtime in which it was started, and ends when it is dropped.
#[derive(Debug)]
pub struct MockServer {
    pub(crate) shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

pub(crate) struct Shared {
    pub(crate) setup: Setup,
    pub(crate) routes: Vec<Route>,
    pub(crate) origin: String,
    pub(crate) ledger: Arc<Mutex<Tally>>,
    pub(crate) script: Arc<Mutex<Script>>,
    pub(crate) answers: Arc<Mutex<Vec<(String, Value)>>>,
    pub(crate) gates: Arc<Gates>,
    pub(crate) consent: Arc<Mutex<Consent>>,
    /// Each connection holds a clone.
    pub(crate) open: Arc<()>,
    /// The same server as second tokens see it.
    pub(crate) seconds: Vec<(SecondBy, Self)>,
    /// As of a family.
    pub(crate) realm: usize,
    store: Arc<Mutex<Store>>,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("provider", &self.setup.spec.id)
            .field("origin", &self.origin)
            .finish_non_exhaustive()
    }
}

/// A panic in a test that holds a lock must not hide behind a second one.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    pub(crate) fn new(
        setup: Setup,
        routes: Vec<Route>,
        origin: String,
        consent: Consent,
        answers: Vec<(String, Value)>,
        ledger: Tally,
        seed: [u8; 32],
    ) -> Self {
        Self {
            setup,
            routes,
            origin,
            ledger: Arc::new(Mutex::new(ledger)),
            gates: Arc::default(),
            open: Arc::default(),
            script: Arc::default(),
            answers: Arc::new(Mutex::new(answers)),
            consent: Arc::new(Mutex::new(consent)),
            seconds: Vec::new(),
            realm: 0,
            store: Arc::new(Mutex::new(Store::new(seed))),
        }
    }

    /// Serves a second token too.
    pub(crate) fn add_second(&mut self, by: SecondBy, setup: Setup, routes: Vec<Route>) {
        let second = Self {
            setup,
            routes,
            origin: self.origin.clone(),
            ledger: self.ledger.clone(),
            gates: self.gates.clone(),
            open: Arc::default(),
            script: self.script.clone(),
            answers: self.answers.clone(),
            consent: self.consent.clone(),
            seconds: Vec::new(),
            realm: self.seconds.len() + 1,
            store: self.store.clone(),
        };
        self.seconds.push((by, second));
    }

    pub(crate) fn store(&self) -> MutexGuard<'_, Store> {
        lock(&self.store)
    }

    pub(crate) fn consent(&self) -> Consent {
        *lock(&self.consent)
    }

    pub(crate) fn count(&self, kind: CallKind) -> usize {
        lock(&self.ledger).count(kind)
    }
}

impl MockServer {
    /// Starts a server with defaults: client `client` with secret `secret`,
    /// user `user` with password `password`, any redirect URI on loopback.
    ///
    /// # Errors
    /// When no port can be bound.
    pub async fn start(spec: &'static ProviderSpec) -> io::Result<Self> {
        Self::builder(spec).start().await
    }

    /// Starts a server with settings of its own.
    pub fn builder(spec: &'static ProviderSpec) -> MockBuilder {
        MockBuilder::new(spec)
    }

    pub(crate) fn run(listener: TcpListener, shared: Shared) -> Self {
        let shared = Arc::new(shared);
        Self {
            accepting: tokio::spawn(accept(listener, shared.clone())),
            shared,
        }
    }

    /// `http://127.0.0.1:PORT`, for `against(...)` of a client's builder.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.shared.origin
    }

    /// The declaration the server is made from.
    #[must_use]
    pub fn spec(&self) -> &'static ProviderSpec {
        self.shared.setup.spec
    }

    /// The clock of the server. Give it to the client as well.
    #[must_use]
    pub fn clock(&self) -> MockClock {
        self.shared.setup.clock.clone()
    }

    /// Tenant values that fit the server: the ones it was given, declared
    /// defaults, and made-up ones for the rest.
    #[must_use]
    pub fn vars(&self) -> Vec<(&'static str, String)> {
        self.shared.setup.tenant_values()
    }

    /// The builder of a client that fits the server: its tenant values, its
    /// first client, its origin and its clock.
    #[must_use]
    pub fn client(&self) -> DynBuilder {
        let setup = &self.shared.setup;
        let vars = self.vars();
        let named: Vec<(&str, &str)> = vars.iter().map(|(name, value)| (*name, &**value)).collect();
        let client = setup.clients.first();
        let id = client
            .as_ref()
            .map_or("client", |client| client.id.as_str());
        let builder = DynClient::builder(setup.spec, &named, id)
            .against(self.origin())
            .clock(self.clock());
        let builder = match &setup.keys.client {
            Some(key) => builder.client_key(key.for_client()),
            None => builder,
        };
        match client.as_deref().and_then(Registered::secret) {
            Some(secret) => builder.client_secret(secret),
            None => builder,
        }
    }

    /// Ends the server and waits until its port is free.
    pub async fn stop(mut self) {
        self.accepting.abort();
        let _ = (&mut self.accepting).await;
    }
}

impl Drop for MockServer {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Takes connections. They live in the set, so that aborting this task ends them all.
async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, shared.clone()));
                }
                // Out of file descriptors: others may be closing some.
                Err(_) => tokio::task::yield_now().await,
            },
            Some(_) = connections.join_next() => (),
        }
    }
}
