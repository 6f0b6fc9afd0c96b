//! What a server is made from, fixed when it starts.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime};

use oauth_runtime::Secret;
use oauth_runtime::clock::Clock;
use oauth_runtime::spec::{
    Bearer, CallKind, CallSpec, ClientAuth, ExpiryPolicy, Grants, Param, Pkce, Profile,
    ProviderSpec, Rotation, ScopeListSpec,
};
use serde_json::Value;

use crate::answer::IdTokens;
use crate::clients::{Clients, Registered};
use crate::clock::MockClock;
use crate::keys::Keys;
use crate::ledger::Entry;
use crate::sample;
use crate::template::{Scene, Tenant, Values};

/// Somebody who is told of each request.
pub(crate) type OnRequest = Arc<dyn Fn(&Entry) + Send + Sync>;

/// The rules of one server. It has no `Debug`: kept values may be secrets.
pub(crate) struct Setup {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) clients: Arc<Clients>,
    /// What a client that registers itself must present; `None`: nothing.
    pub(crate) initial_access_token: Option<Secret>,
    /// Empty: any redirect URI on loopback.
    pub(crate) redirect_uris: Vec<String>,
    pub(crate) username: String,
    pub(crate) password: Secret,
    pub(crate) tenant: Vec<Tenant>,
    pub(crate) kept: Vec<(String, Value)>,
    /// The same without those of which a program chooses one: they are open.
    pub(crate) settled: Vec<(String, Value)>,
    /// How many items a call that learns lists, by its name.
    pub(crate) items: Vec<(String, usize)>,
    pub(crate) client_auth: Option<ClientAuth>,
    pub(crate) pkce: Option<Pkce>,
    pub(crate) rotation: Rotation,
    pub(crate) bearer: Option<Bearer>,
    pub(crate) code_lifetime: Duration,
    pub(crate) access_token_lifetime: Option<Duration>,
    pub(crate) refresh_token_lifetime: Option<Duration>,
    pub(crate) old_access_token_dies: bool,
    pub(crate) refresh_for_client: bool,
    pub(crate) clock: MockClock,
    /// In seconds.
    pub(crate) date_skew: Arc<AtomicI64>,
    pub(crate) on_request: Option<OnRequest>,
    pub(crate) device_interval: Duration,
    pub(crate) device_lifetime: Duration,
    pub(crate) id_tokens: IdTokens,
    pub(crate) keys: Keys,
}

impl Setup {
    pub(crate) fn values<'a>(&'a self, client: Option<&'a Registered>) -> Values<'a> {
        Values {
            spec: self.spec,
            tenant: &self.tenant,
            kept: &self.settled,
            client,
            scene: Scene::OPEN,
        }
    }

    /// Tenant values with which a client reaches this server.
    pub(crate) fn tenant_values(&self) -> Vec<(&'static str, String)> {
        self.spec
            .vars
            .iter()
            .zip(&self.tenant)
            .filter_map(|(var, value)| match value {
                Tenant::Known(value) => Some((var.name, value.clone())),
                Tenant::Open => Some((var.name, sample::text(&var.kind, var.name))),
                Tenant::Unset => None,
            })
            .collect()
    }

    pub(crate) fn pkce(&self) -> Pkce {
        self.pkce.unwrap_or(self.spec.pkce)
    }

    /// The client authentication of a call. The mock's own setting counts where
    /// the client authenticates at all, as the client's does.
    pub(crate) fn client_auth(&self, kind: CallKind, call: &CallSpec) -> ClientAuth {
        let declared = match call.client_auth {
            // What the server's metadata lists: the method of the token endpoint.
            ClientAuth::Discovered => match self.spec.call(CallKind::Token) {
                Some(token) if !matches!(token.client_auth, ClientAuth::Discovered) => {
                    token.client_auth
                }
                _ => ClientAuth::BASIC,
            },
            declared => declared,
        };
        match kind {
            CallKind::Authorize | CallKind::UserInfo | CallKind::Api => ClientAuth::None,
            CallKind::CodeRequest | CallKind::Step | CallKind::Learn => declared,
            CallKind::Revoke | CallKind::Introspect | CallKind::Device
                if matches!(declared, ClientAuth::None) =>
            {
                declared
            }
            _ => self.client_auth.unwrap_or(declared),
        }
    }

    /// Whether authorization responses are signed.
    pub(crate) fn signs_responses(&self) -> bool {
        self.spec.callback.jwt || self.spec.profile == Profile::Fapi2MessageSigning
    }

    /// The list of scopes that a parameter holds.
    pub(crate) fn scope_list(&self, param: Param) -> Option<&'static ScopeListSpec> {
        match param {
            Param::Scope => Some(&self.spec.scopes),
            Param::SecondScope => self.spec.second_scopes,
            _ => None,
        }
    }

    /// The ways in which an access token may travel.
    pub(crate) fn bearers(&self) -> Vec<Bearer> {
        let forms = match (self.bearer, self.spec.api) {
            (Some(only), _) => vec![only],
            (None, Some(api)) => api.bearer.to_vec(),
            (None, None) => vec![Bearer::DEFAULT],
        };
        self.bound(forms)
    }

    /// A bound token has a scheme of its own (RFC 9449 §7.1).
    fn bound(&self, mut forms: Vec<Bearer>) -> Vec<Bearer> {
        let plain = forms.iter_mut().filter(|form| **form == Bearer::DEFAULT);
        if self.spec.dpop.is_some() {
            plain.for_each(|form| *form = Bearer::Authorization { scheme: "DPoP" });
        }
        forms
    }

    /// As [`Setup::bearers`], for calls beside the API: where the API's own templates
    /// carry the token, theirs do, or it travels as RFC 6750 has it.
    pub(crate) fn bearers_beside(&self) -> Vec<Bearer> {
        let mut forms = self.bearers();
        for form in &mut forms {
            if *form == Bearer::Declared {
                *form = Bearer::DEFAULT;
            }
        }
        self.bound(forms)
    }

    /// How long an access token lives; `None`: for ever.
    pub(crate) fn access_token_lifetime(&self, call: &CallSpec) -> Option<Duration> {
        const DEFAULT: Duration = Duration::from_secs(3600);
        match call.answer.expires.policy {
            ExpiryPolicy::Never => None,
            _ => Some(
                self.access_token_lifetime
                    .or(self.spec.lifetimes.access_token)
                    .unwrap_or(DEFAULT),
            ),
        }
    }

    pub(crate) fn refresh_token_lifetime(&self) -> Option<Duration> {
        self.refresh_token_lifetime
            .or(self.spec.lifetimes.refresh_token)
    }

    /// Whether a grant comes with a refresh token.
    pub(crate) fn gives_refresh_token(&self, kind: CallKind) -> bool {
        let own = match kind {
            // RFC 6749 §4.4.3
            CallKind::ClientCredentials => self.refresh_for_client,
            // RFC 8693 §2.2.1, RFC 7521 §4.1
            CallKind::TokenExchange | CallKind::JwtBearer | CallKind::Saml2Bearer => {
                self.refresh_for_client
            }
            _ => true,
        };
        own && self.spec.grants.contains(Grants::REFRESH)
    }

    pub(crate) fn now(&self) -> SystemTime {
        self.clock.now()
    }

    pub(crate) fn set_date_skew(&self, seconds: i64) {
        self.date_skew.store(seconds, Ordering::Release);
    }

    /// A moment as the server writes it, in seconds since the epoch.
    pub(crate) fn written(&self, time: SystemTime) -> u64 {
        let seconds = time
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_or(0, |since| since.as_secs());
        seconds.saturating_add_signed(self.date_skew.load(Ordering::Acquire))
    }

    /// The present as the `Date` header has it (RFC 9110 §6.6.1). A year of
    /// five digits has no such form.
    pub(crate) fn date(&self) -> Option<String> {
        const YEAR_10000: u64 = 253_402_300_800;
        let seconds = Some(self.written(self.now())).filter(|written| *written < YEAR_10000)?;
        let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
        Some(httpdate::fmt_http_date(time))
    }

    /// Whether a redirect URI is registered, byte for byte (RFC 9700 §2.1), for the
    /// client at a position. Without a list everything on loopback is that the
    /// declaration lets pass.
    pub(crate) fn is_registered(&self, client: Option<usize>, redirect_uri: &str) -> bool {
        let client = client.and_then(|at| self.clients.get(at));
        if let Some(takes) = client.and_then(|client| client.takes(redirect_uri)) {
            return takes;
        }
        match self.redirect_uris.as_slice() {
            [] => crate::redirect::takes(&self.spec.redirect, redirect_uri),
            listed => listed.iter().any(|known| known == redirect_uri),
        }
    }
}
