//! The clients that a server knows: those of the builder, and those that register
//! themselves.

use std::sync::{Arc, Mutex};

use oauth_runtime::Secret;
use serde_json::{Map, Value};

use crate::redirect::is_same;
use crate::server::lock;

/// A client that registered itself (RFC 7591 §2, RFC 7592 §3).
#[derive(Clone)]
struct Registration {
    /// What is registered, without what only the server says.
    metadata: Map<String, Value>,
    access_token: Secret,
}

/// A registered client. Its `Debug` leaves out what is secret.
pub(crate) struct Registered {
    pub(crate) id: String,
    secret: Mutex<Option<Secret>>,
    registration: Mutex<Option<Registration>>,
}

impl std::fmt::Debug for Registered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registered")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

impl Registered {
    pub(crate) fn new(id: String, secret: Option<Secret>) -> Self {
        Self {
            id,
            secret: Mutex::new(secret),
            registration: Mutex::default(),
        }
    }

    /// A client that registers itself with `metadata`, and manages it by `access_token`.
    pub(crate) fn itself(
        id: String,
        secret: Option<Secret>,
        metadata: Map<String, Value>,
        access_token: Secret,
    ) -> Self {
        Self {
            registration: Mutex::new(Some(Registration {
                metadata,
                access_token,
            })),
            ..Self::new(id, secret)
        }
    }

    /// A client that nobody is.
    pub(crate) fn probe() -> Self {
        Self::new(String::new(), Some(Secret::from("")))
    }

    pub(crate) fn secret(&self) -> Option<Secret> {
        lock(&self.secret).clone()
    }

    pub(crate) fn is_public(&self) -> bool {
        lock(&self.secret).is_none()
    }

    pub(crate) fn is_secret(&self, given: &str) -> bool {
        lock(&self.secret)
            .as_ref()
            .is_some_and(|known| known.matches(given))
    }

    /// Changes the secret of a client that has one; tells whether it has.
    pub(crate) fn set_secret(&self, secret: Secret) -> bool {
        let mut known = lock(&self.secret);
        let has = known.is_some();
        if has {
            *known = Some(secret);
        }
        has
    }

    /// What the client registered of itself; `None` for one of the builder.
    pub(crate) fn metadata(&self) -> Option<Map<String, Value>> {
        Some(lock(&self.registration).as_ref()?.metadata.clone())
    }

    /// The registration access token (RFC 7592 §3).
    pub(crate) fn access_token(&self) -> Option<Secret> {
        Some(lock(&self.registration).as_ref()?.access_token.clone())
    }

    /// Puts other metadata in place of what is registered (RFC 7592 §2.2).
    pub(crate) fn update(&self, metadata: Map<String, Value>, secret: Option<Secret>) {
        if let Some(registration) = lock(&self.registration).as_mut() {
            registration.metadata = metadata;
            *lock(&self.secret) = secret;
        }
    }

    /// Whether a client that registered itself did so with this redirect URI, byte for
    /// byte but for the port on loopback (RFC 8252 §7.3); `None` for one of the builder.
    pub(crate) fn takes(&self, redirect_uri: &str) -> Option<bool> {
        let metadata = self.metadata()?;
        let uris = metadata.get("redirect_uris").and_then(Value::as_array);
        let mut uris = uris.into_iter().flatten().filter_map(Value::as_str);
        Some(uris.any(|known| is_same(known, redirect_uri)))
    }
}

/// All clients. A position stays that of its client, also when others are deleted.
pub(crate) struct Clients(Mutex<Vec<Option<Arc<Registered>>>>);

impl Clients {
    pub(crate) fn new(clients: impl IntoIterator<Item = Registered>) -> Self {
        let clients = clients.into_iter().map(|client| Some(Arc::new(client)));
        Self(Mutex::new(clients.collect()))
    }

    pub(crate) fn get(&self, at: usize) -> Option<Arc<Registered>> {
        lock(&self.0).get(at)?.clone()
    }

    pub(crate) fn first(&self) -> Option<Arc<Registered>> {
        self.iter().next()
    }

    /// The clients of now.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Arc<Registered>> + use<> {
        lock(&self.0).clone().into_iter().flatten()
    }

    pub(crate) fn position(&self, is: impl Fn(&Registered) -> bool) -> Option<usize> {
        let is = |client: &Option<Arc<Registered>>| client.as_deref().is_some_and(&is);
        lock(&self.0).iter().position(is)
    }

    /// The position of the only client there is.
    pub(crate) fn only(&self) -> Option<usize> {
        match self.iter().count() {
            1 => self.position(|_| true),
            _ => None,
        }
    }

    pub(crate) fn add(&self, client: Registered) -> Arc<Registered> {
        let client = Arc::new(client);
        lock(&self.0).push(Some(client.clone()));
        client
    }

    pub(crate) fn remove(&self, at: usize) {
        if let Some(client) = lock(&self.0).get_mut(at) {
            *client = None;
        }
    }
}
