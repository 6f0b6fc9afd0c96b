//! A strict provider, its clocks, and a store that several clients share.

use std::sync::Arc;
use std::time::Duration;

use oauth_mock::{MockBuilder, MockClock, MockServer};
use oauth_runtime::clock::Clock;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::{ConnectionKey, Leased, MemoryStore, Owner, Store};
use oauth_runtime::{
    DynBuilder, DynClient, DynSession, EventKind, Events, Expiry, Provider as _, Secret, TokenSet,
    oauth_provider,
};
use serde_json::Value;

/// A provider as the RFCs have it.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_credentials,
    revoke = "https://acme.example/revoke",
    api = "https://api.acme.example/"
)]
pub struct Acme;

pub const CALLBACK: &str = "http://127.0.0.1:8080/callback";
pub const HOUR: Duration = Duration::from_secs(3600);

pub fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

/// The provider, its clock, and the store.
pub struct World {
    pub server: MockServer,
    pub clock: MockClock,
    pub store: Arc<MemoryStore>,
}

impl World {
    /// Clocks that stand still. Refresh tokens work once, without grace.
    pub async fn new() -> Self {
        Self::with(MockClock::new(), |server| server).await
    }

    /// Clocks that run, for clients that wait for each other.
    pub async fn running() -> Self {
        Self::with(MockClock::running(), |server| server).await
    }

    pub async fn with(clock: MockClock, set: impl FnOnce(MockBuilder) -> MockBuilder) -> Self {
        let builder = MockServer::builder(Acme::SPEC).clock(clock.clone());
        Self {
            server: set(builder).start().await.unwrap(),
            store: Arc::new(MemoryStore::with_clock(clock.clone())),
            clock,
        }
    }

    pub fn builder(&self) -> DynBuilder {
        self.server.client().store(self.store.clone())
    }

    /// A client that shares nothing with others but the store.
    pub fn client(&self) -> DynClient {
        self.builder().build().unwrap()
    }

    /// A client over another store, or over a double of one.
    pub fn over(&self, store: impl Store) -> DynClient {
        self.server.client().store(Arc::new(store)).build().unwrap()
    }

    pub async fn sign_in(&self, client: &DynClient) -> DynSession {
        let login = client.authorize(CALLBACK, "").begin().unwrap();
        let callback = self.server.authorize(login.url()).await.unwrap();
        login.finish(&callback).await.unwrap()
    }

    /// A client that is signed in.
    pub async fn signed_in(&self) -> (DynClient, DynSession) {
        let client = self.client();
        let session = self.sign_in(&client).await;
        (client, session)
    }

    /// How many refresh requests came.
    pub fn posts(&self) -> usize {
        self.server.count(CallKind::Refresh)
    }

    /// The access token is over.
    pub fn expire(&self) {
        self.clock.advance(HOUR + seconds(1));
    }

    /// The record of a connection.
    pub async fn record(&self, key: &ConnectionKey) -> Value {
        record(&*self.store, key).await
    }

    /// Whether nobody holds the lease of a connection.
    pub async fn is_free(&self, key: &ConnectionKey) -> bool {
        let owner = Owner::new("prober", "prober");
        match self.store.lease(key, &owner, seconds(1)).await.unwrap() {
            Leased::Granted(lease) => {
                self.store.release(key, &lease).await.unwrap();
                true
            }
            Leased::Held { .. } => false,
        }
    }
}

/// The record of a connection as it is stored.
pub async fn record(store: &dyn Store, key: &ConnectionKey) -> Value {
    let entry = store.read(key).await.unwrap().unwrap();
    serde_json::from_slice(&entry.value).unwrap()
}

/// Replaces the record of a connection by what a change makes of it.
pub async fn rewrite(store: &dyn Store, key: &ConnectionKey, change: impl FnOnce(&mut Value)) {
    let entry = store.read(key).await.unwrap().unwrap();
    let mut value = serde_json::from_slice(&entry.value).unwrap();
    change(&mut value);
    put(store, key, &serde_json::to_vec(&value).unwrap()).await;
}

/// Puts bytes in the place of a record.
pub async fn put(store: &dyn Store, key: &ConnectionKey, bytes: &[u8]) {
    let entry = store.read(key).await.unwrap();
    let revision = entry.map(|entry| entry.revision);
    store
        .compare_and_swap(key, revision, bytes, None)
        .await
        .unwrap();
}

/// Tokens of a lifetime, issued now.
pub fn tokens(clock: &impl Clock, access: &str, refresh: &str, lifetime: Duration) -> TokenSet {
    let mut tokens = TokenSet::new(access, clock.now());
    tokens.refresh_token = Some(Secret::new(refresh));
    tokens.expires = Expiry::At(clock.now() + lifetime);
    tokens
}

/// The names of the events so far.
pub fn told(events: &mut Events) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(event) = events.try_next() {
        names.push(name(&event.kind));
    }
    names
}

pub fn name(kind: &EventKind) -> String {
    let text = format!("{kind:?}");
    let end = text.find([' ', '(', '{']).unwrap_or(text.len());
    text[..end].to_owned()
}

/// Lets other tasks run until a condition holds.
pub async fn eventually(mut holds: impl FnMut() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(seconds(20), waiting)
        .await
        .expect("the condition never held");
}
