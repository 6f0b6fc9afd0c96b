//! Settings of a server.

mod dpop;
mod lifetimes;
mod made;
mod registration;

use std::fmt;
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::Secret;
use oauth_runtime::spec::{Bearer, ClientAuth, Pkce, ProviderSpec, Rotation, VarKind};
use oauth_runtime::wire::VarValues;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::answer::IdTokens;
use crate::clients::{Clients, Registered};
use crate::clock::MockClock;
use crate::keys::Keys;
use crate::ledger::Entry;
use crate::route::routes;
use crate::sample;
use crate::server::{Consent, MockServer, Shared};
use crate::setup::{OnRequest, Setup};
use crate::tally::Tally;
use crate::template::Tenant;

/// Collects the settings of a [`MockServer`].
#[derive(Clone)]
#[must_use = "nothing runs before `start`"]
pub struct MockBuilder {
    spec: &'static ProviderSpec,
    clients: Vec<(String, Option<Secret>)>,
    initial_access_token: Option<Secret>,
    redirect_uris: Vec<String>,
    username: String,
    password: Secret,
    vars: Vec<(String, String)>,
    kept: Vec<(String, Value)>,
    items: Vec<(String, usize)>,
    client_auth: Option<ClientAuth>,
    pkce: Option<Pkce>,
    rotation: Option<Rotation>,
    bearer: Option<Bearer>,
    code_lifetime: Option<Duration>,
    access_token_lifetime: Option<Duration>,
    refresh_token_lifetime: Option<Duration>,
    old_access_token_dies: bool,
    refresh_for_client: bool,
    consent: Consent,
    answers: Vec<(String, Value)>,
    clock: MockClock,
    date_skew: i64,
    ledger_limit: usize,
    port: u16,
    seed: Option<u64>,
    on_request: Option<OnRequest>,
    device_interval: Duration,
    device_lifetime: Duration,
    client_keys: Vec<Value>,
    dpop_nonces: Option<Option<u32>>,
}

impl fmt::Debug for MockBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockBuilder")
            .field("provider", &self.spec.id)
            .finish_non_exhaustive()
    }
}

impl MockBuilder {
    pub(crate) fn new(spec: &'static ProviderSpec) -> Self {
        Self {
            spec,
            clients: Vec::new(),
            initial_access_token: None,
            redirect_uris: Vec::new(),
            username: "user".into(),
            password: "password".into(),
            vars: Vec::new(),
            kept: Vec::new(),
            items: Vec::new(),
            client_auth: None,
            pkce: None,
            rotation: None,
            bearer: None,
            code_lifetime: None,
            access_token_lifetime: None,
            refresh_token_lifetime: None,
            old_access_token_dies: false,
            refresh_for_client: false,
            consent: Consent::Approve,
            answers: Vec::new(),
            clock: MockClock::new(),
            date_skew: 0,
            ledger_limit: Tally::LIMIT,
            port: 0,
            seed: None,
            on_request: None,
            device_interval: Duration::from_secs(5),
            device_lifetime: Duration::from_secs(1800),
            client_keys: Vec::new(),
            dpop_nonces: None,
        }
    }

    /// Registers a client; without a secret a public one. It may be called
    /// again. The default is `client` with `secret`.
    pub fn client(mut self, id: impl Into<String>, secret: Option<&str>) -> Self {
        self.clients.push((id.into(), secret.map(Secret::from)));
        self
    }

    /// Registers the public key, a JWK (RFC 7517), with which clients sign their
    /// assertions and requests. Without one the mock makes a key, and
    /// [`MockServer::client`] has its private half.
    pub fn client_key(mut self, jwk: Value) -> Self {
        self.client_keys.push(jwk);
        self
    }

    /// Registers a redirect URI. Once one is registered, no other is accepted;
    /// the default is any on loopback.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// The user's name and password. The default is `user` with `password`.
    pub fn user(mut self, name: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.username = name.into();
        self.password = password.into();
        self
    }

    /// The value of a tenant variable. A variable in a path that is left open
    /// matches any one segment.
    pub fn var(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.vars.push((name.into(), value.into()));
        self
    }

    /// The value of a kept field of answers or of the callback. The default is
    /// a made-up one that its kind allows.
    pub fn kept(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.kept.push((name.into(), value.into()));
        self
    }

    /// How many items the call `name` in `learn(...)` lists. The default is one.
    pub fn items(mut self, name: impl Into<String>, count: usize) -> Self {
        self.items.push((name.into(), count));
        self
    }

    /// The port, for a server that people try by hand. The default is a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// The clock. The default stands still at the present second.
    pub fn clock(mut self, clock: MockClock) -> Self {
        self.clock = clock;
        self
    }

    /// The server's own clock is off by so many seconds: its `Date` header and
    /// the moments that its answers name (`expires_at`, `iat`, `exp`) are. How
    /// long tokens live, and `expires_in`, stay right. The default is 0.
    pub fn date_skew(mut self, seconds: i64) -> Self {
        self.date_skew = seconds;
        self
    }

    /// How many requests the ledger keeps, the newest; the default is 100,000.
    pub fn ledger_limit(mut self, requests: usize) -> Self {
        self.ledger_limit = requests;
        self
    }

    /// Tells somebody of each request that was handled, before its answer is sent.
    /// An [`Entry`] holds no value of a parameter.
    pub fn on_request(mut self, tell: impl Fn(&Entry) + Send + Sync + 'static) -> Self {
        self.on_request = Some(Arc::new(tell));
        self
    }

    /// How long a device must wait between two polls (RFC 8628 §3.2). The default
    /// is five seconds. Who polls earlier is told to slow down, by five seconds more.
    pub fn device_interval(mut self, interval: Duration) -> Self {
        self.device_interval = interval;
        self
    }

    /// How long a device code is good. The default is half an hour.
    pub fn device_lifetime(mut self, lifetime: Duration) -> Self {
        self.device_lifetime = lifetime;
        self
    }

    /// Makes codes and tokens the same in every run.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Expects another client authentication than the declared one, on every
    /// call on which the client authenticates.
    pub fn accept_client_auth(mut self, method: ClientAuth) -> Self {
        self.client_auth = Some(method);
        self
    }

    /// Expects another PKCE method than the declared one.
    pub fn pkce(mut self, method: Pkce) -> Self {
        self.pkce = Some(method);
        self
    }

    /// Another rotation of refresh tokens than the declared one. Where nothing
    /// is declared each refresh token works once, without grace.
    pub fn rotation(mut self, rotation: Rotation) -> Self {
        self.rotation = Some(rotation);
        self
    }

    /// Takes access tokens in this form only. The default is any declared one.
    pub fn bearer(mut self, bearer: Bearer) -> Self {
        self.bearer = Some(bearer);
        self
    }

    /// The client credentials grant brings a refresh token too, against RFC 6749 §4.4.3.
    pub fn refresh_token_for_client_credentials(mut self) -> Self {
        self.refresh_for_client = true;
        self
    }

    /// What the user says. The default is yes.
    pub fn consent(mut self, consent: Consent) -> Self {
        self.consent = consent;
        self
    }

    /// What the API answers on a path below its base. The default echoes the request.
    pub fn api(mut self, path: impl Into<String>, answer: Value) -> Self {
        self.answers.push((path.into(), answer));
        self
    }

    /// Binds a port on loopback and starts to serve.
    ///
    /// # Errors
    /// When the port cannot be bound, or a tenant value or a kept field is not
    /// what the declaration allows.
    pub async fn start(self) -> io::Result<MockServer> {
        let seed = self.seed_bytes()?;
        let tenant = self.tenant()?;
        let kept = self.kept_values()?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, self.port)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let mut clients = self.clients.clone();
        if clients.is_empty() {
            clients.push(("client".into(), Some("secret".into())));
        }
        let spec = self.spec;
        let clients = clients
            .into_iter()
            .map(|(id, secret)| Registered::new(id, secret));
        let clients = Arc::new(Clients::new(clients));
        let skew = Arc::new(self.date_skew.into());
        let answers = self.answers.clone();
        let keys = Keys::of(spec, &self.client_keys);
        let make = |spec| Setup {
            id_tokens: IdTokens::new(seed),
            keys: keys.clone(),
            ..self.setup(spec, &clients, &tenant, &kept, &skew)
        };
        let setup = make(spec);
        let routes = routes(spec, setup.values(None));
        let ledger = Tally::new(self.ledger_limit);
        let mut shared = Shared::new(setup, routes, origin, self.consent, answers, ledger, seed);
        for second in spec.second_tokens {
            let setup = make(second.spec);
            let routes = crate::route::routes(second.spec, setup.values(None));
            shared.add_second(second.by, setup, routes);
        }
        if let Some(uses) = self.dpop_nonces {
            shared.store().dpop.nonces.demand(uses);
        }
        Ok(MockServer::run(listener, shared))
    }

    fn seed_bytes(&self) -> io::Result<[u8; 32]> {
        let mut bytes = [0; 32];
        match self.seed {
            Some(seed) => {
                for (byte, own) in bytes.iter_mut().zip(seed.to_be_bytes()) {
                    *byte = own;
                }
            }
            None => getrandom::fill(&mut bytes).map_err(io::Error::other)?,
        }
        Ok(bytes)
    }

    fn tenant(&self) -> io::Result<Vec<Tenant>> {
        let spec = self.spec;
        for (name, _) in &self.vars {
            if spec.var_index(name).is_none() {
                return Err(refused(format!(
                    "`{}` declares no variable `{name}`",
                    spec.name
                )));
            }
        }
        let given = |at: usize| {
            let var = spec.vars.get(at)?;
            let own = self
                .vars
                .iter()
                .rev()
                .find(|(name, _)| name == var.name || name == var.wire);
            own.map(|(_, value)| value.as_str()).or(var.default)
        };
        let tenant: Vec<Tenant> = spec
            .vars
            .iter()
            .enumerate()
            .map(|(at, var)| match given(at) {
                Some(value) => Tenant::Known(value.to_owned()),
                None if var.optional => Tenant::Unset,
                // Its path must be known, or no request can be told from another.
                None if matches!(var.kind, VarKind::Url(_)) => {
                    Tenant::Known(sample::text(&var.kind, var.name))
                }
                None => Tenant::Open,
            })
            .collect();
        let samples: Vec<String> = spec
            .vars
            .iter()
            .map(|var| sample::text(&var.kind, var.name))
            .collect();
        VarValues::check(spec, |at| match tenant.get(at)? {
            Tenant::Known(value) => Some(value),
            Tenant::Open => samples.get(at).map(String::as_str),
            Tenant::Unset => None,
        })
        .map_err(|error| refused(error.to_string()))?;
        Ok(tenant)
    }

    fn kept_values(&self) -> io::Result<Vec<(String, Value)>> {
        let declared = made::keeps(self.spec);
        for (name, _) in &self.kept {
            if !declared.iter().any(|keep| keep.name == name) {
                return Err(refused(format!("`{}` keeps no `{name}`", self.spec.name)));
            }
        }
        Ok(declared
            .iter()
            .map(|keep| {
                let own = self.kept.iter().rev().find(|(name, _)| name == keep.name);
                let value = own.map_or_else(
                    || sample::kept(&keep.kind, keep.name),
                    |(_, value)| value.clone(),
                );
                (keep.name.to_owned(), value)
            })
            .collect())
    }
}

fn refused(text: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, text)
}
