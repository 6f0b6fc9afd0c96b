//! Building clients.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::given::{
    certificate_of_a_transport, check_input, check_resource, default_transport, no_certificate,
    shows_certificate,
};
use super::{Client, Core, DynClient, Observer};
use crate::clock::{Clock, Time};
use crate::error::{Code, Error};
use crate::jose::ClientKey;
use crate::metadata::{ClientMetadata, check_document_url};
use crate::provider::Provider;
use crate::random::{Entropy, Random};
use crate::secret::Secret;
use crate::spec::{Bearer, CallKind, ClientAuth, Part, Pkce, ProviderSpec, VarKind};
use crate::store::Store;
use crate::transport::{Limits, Transport};
use crate::value;
use crate::wire::{LoopbackOrigin, VarValues, filled, header_pair, sends_client_id};

/// How long a call to the store may take.
const STORE_DEADLINE: Duration = Duration::from_secs(10);

/// How long a sign-in waits for its callback.
const SIGN_IN_LIFETIME: Duration = Duration::from_secs(600);

/// Collects what a client needs, for a provider known only at run time.
#[derive(Clone)]
pub struct DynBuilder {
    spec: &'static ProviderSpec,
    vars: Result<VarValues, Error>,
    client_id: String,
    client_secret: Option<Secret>,
    client_metadata: ClientMetadata,
    client_metadata_url: Option<String>,
    initial_access_token: Option<Secret>,
    client_certificate: Option<Secret>,
    client_key: Option<ClientKey>,
    #[cfg(feature = "jose")]
    decryption_key: Option<crate::jose::DecryptionKey>,
    client_auth: Option<ClientAuth>,
    bearer: Option<Bearer>,
    pkce: Option<Pkce>,
    against: Option<String>,
    urls: Vec<(CallKind, String)>,
    transport: Option<Arc<dyn Transport>>,
    time: Time,
    entropy: Entropy,
    credential_limits: Limits,
    api_limits: Limits,
    margin: Option<Duration>,
    issuer: Option<String>,
    resource: Option<String>,
    observer: Option<Arc<dyn Observer>>,
    store: Option<Arc<dyn Store>>,
    store_deadline: Duration,
    instance: Option<String>,
    sign_in_lifetime: Duration,
    redirect_uri: Option<String>,
    user_agent: Option<String>,
}

impl fmt::Debug for DynBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynBuilder")
            .field("provider", &self.spec.id)
            .field("client_id", &self.client_id)
            .finish_non_exhaustive()
    }
}

impl DynBuilder {
    /// Starts a client from named tenant values. The client id may be empty where
    /// no call of the provider sends one.
    pub fn new(
        spec: &'static ProviderSpec,
        vars: &[(&str, &str)],
        client_id: impl Into<String>,
    ) -> Self {
        let unknown = vars.iter().find(|(name, _)| spec.var_index(name).is_none());
        let mut builder = Self::reading(spec, client_id.into(), &|index| {
            let var = spec.vars.get(index)?;
            vars.iter()
                .find(|(name, _)| *name == var.name || *name == var.wire)
                .map(|(_, value)| *value)
        });
        if let Some((name, _)) = unknown {
            let text = format!("there is no tenant value `{}`", name.escape_default());
            builder.vars = Err(Error::new(Code::InputRefused, text).of(spec.id).key("vars"));
        }
        builder
    }

    pub(crate) fn reading<'v>(
        spec: &'static ProviderSpec,
        client_id: String,
        read: &dyn Fn(usize) -> Option<&'v str>,
    ) -> Self {
        Self {
            spec,
            vars: VarValues::check_each(spec, read),
            client_id,
            client_secret: None,
            client_metadata: ClientMetadata::default(),
            client_metadata_url: None,
            initial_access_token: None,
            client_certificate: None,
            client_key: None,
            #[cfg(feature = "jose")]
            decryption_key: None,
            client_auth: None,
            bearer: None,
            pkce: None,
            against: None,
            urls: Vec::new(),
            transport: None,
            time: Time::System,
            entropy: Entropy::System,
            credential_limits: Limits::CREDENTIALS,
            api_limits: Limits::API,
            margin: None,
            issuer: None,
            resource: None,
            observer: None,
            store: None,
            store_deadline: STORE_DEADLINE,
            instance: None,
            sign_in_lifetime: SIGN_IN_LIFETIME,
            redirect_uri: None,
            user_agent: None,
        }
    }

    /// Finishes the client. Everything that can be wrong is told here, before
    /// any name is looked up and any socket is opened.
    ///
    /// # Errors
    /// `E0601` to `E0604` for a value that is refused or missing, `E0606` when the
    /// provider asks for a client certificate and none is set, `E0615` when a rule of
    /// the declared profile is broken, `E0503` when the transport cannot be set up.
    pub fn build(self) -> Result<DynClient, Error> {
        let spec = self.spec;
        let named = |error: Error| error.of(spec.id);
        let vars = self.vars?;
        let anonymous = self.client_auth.is_none() && !sends_client_id(spec);
        // Such a client comes to its id at its first sign-in.
        let later = spec.call(CallKind::Registration).is_some();
        let later = later || self.client_metadata_url.is_some();
        if !((anonymous || later) && self.client_id.is_empty()) {
            check_input("client_id", &self.client_id).map_err(named)?;
        }
        if let Some(secret) = &self.client_secret {
            check_input("client_secret", secret.expose()).map_err(named)?;
        }
        if let Some(url) = &self.client_metadata_url {
            check_document_url(url).map_err(named)?;
        }
        if let Some(bearer) = self.bearer {
            let declared = spec.api.map_or(&[][..], |api| api.bearer);
            if !declared.contains(&bearer) {
                return Err(named(
                    Error::new(
                        Code::InputRefused,
                        "the API does not declare this bearer form",
                    )
                    .key("api(bearer)"),
                ));
            }
        }
        for (kind, url) in &self.urls {
            value::check(&VarKind::Url(&[]), url).map_err(|why| {
                let text = format!("the endpoint {why}");
                named(Error::new(Code::InsecureUrl, text).key(format!("{}(url)", kind.key())))
            })?;
        }
        let user_agent = self
            .user_agent
            .map(|name| header_pair("user-agent", &name, false))
            .transpose()
            .map_err(|error| named(error.key("user_agent")))?
            .map(|(_, value)| value);
        let against = self
            .against
            .map(|origin| LoopbackOrigin::new(&origin))
            .transpose()
            .map_err(named)?;
        let transport = match (self.transport, &self.client_certificate) {
            (Some(_), Some(_)) => {
                return Err(named(certificate_of_a_transport()));
            }
            (Some(transport), None) => transport,
            // A stand-in server on loopback asks for none.
            (None, None)
                if shows_certificate(spec, self.client_auth.as_ref()) && against.is_none() =>
            {
                return Err(named(no_certificate()));
            }
            (None, pem) => default_transport(pem.as_ref()).map_err(named)?,
        };
        let text = |set: Option<String>, declared: Option<&'static [Part]>| match (set, declared) {
            (None, Some(parts)) => filled(spec, parts, &vars).map(Some),
            (set, _) => Ok(set),
        };
        let issuer = text(self.issuer, spec.issuer).map_err(|error| named(error.key("issuer")))?;
        let resource =
            text(self.resource, spec.resource).map_err(|error| named(error.key("resource")))?;
        if let Some(resource) = &resource {
            check_resource(resource).map_err(named)?;
        }
        let core = Core {
            spec,
            vars,
            client_id: self.client_id,
            client_secret: self.client_secret,
            client: None,
            client_metadata: self.client_metadata,
            client_metadata_url: self.client_metadata_url,
            initial_access_token: self.initial_access_token,
            client_key: self.client_key,
            #[cfg(feature = "jose")]
            decryption_key: self.decryption_key,
            has_certificate: self.client_certificate.is_some(),
            client_auth: self.client_auth,
            bearer: self.bearer,
            pkce: self.pkce,
            against,
            urls: self.urls,
            transport,
            time: self.time,
            entropy: self.entropy,
            credential_limits: self.credential_limits,
            api_limits: self.api_limits,
            margin: self.margin,
            issuer,
            resource,
            resource_scope: None,
            learned: None,
            discovery: spec.discovery,
            observer: self.observer,
            store: self.store,
            store_deadline: self.store_deadline,
            sign_in_lifetime: self.sign_in_lifetime,
            redirect_uri: self.redirect_uri,
            user_agent,
            instance: self.instance.unwrap_or_else(super::instance::name),
            account: None,
            hub: Arc::default(),
            source: None,
        };
        core.check_profile().map_err(named)?;
        Ok(DynClient::new(core))
    }
}

/// Collects what a client of the provider `P` needs.
pub struct Builder<P: Provider> {
    inner: DynBuilder,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for Builder<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> Builder<P> {
    pub(crate) fn new(inner: DynBuilder) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// Finishes the client.
    ///
    /// # Errors
    /// As [`DynBuilder::build`].
    pub fn build(self) -> Result<Client<P>, Error> {
        self.inner.build().map(Client::from_dyn)
    }
}

macro_rules! settings {
    ($($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),*) |$builder:ident| $set:expr;)*) => {
        impl DynBuilder {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, $($arg: $ty),*) -> Self {
                    let $builder = &mut self;
                    $set;
                    self
                }
            )*
        }

        impl<P: Provider> Builder<P> {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(mut self, $($arg: $ty),*) -> Self {
                    self.inner = self.inner.$name($($arg),*);
                    self
                }
            )*
        }
    };
}

settings! {
    /// The client secret. Without one the client is a public client (RFC 6749 §2.1).
    fn client_secret(secret: impl Into<Secret>) |b| b.client_secret = Some(secret.into());
    /// The client certificate that the default transport shows (RFC 8705 §2):
    /// certificate chain and private key, one after the other in PEM. It says
    /// nothing of `client_auth`, which stays as it is declared.
    fn client_certificate(pem: impl Into<Secret>) |b| b.client_certificate = Some(pem.into());
    /// What the client says of itself where it registers (RFC 7591 §2), and in its
    /// metadata document.
    fn client_metadata(metadata: ClientMetadata) |b| b.client_metadata = metadata;
    /// The address at which the program publishes
    /// [its metadata document](DynClient::client_metadata_document). It is the client id
    /// at every server that takes such ones (OAuth Client ID Metadata Document).
    fn client_metadata_url(url: impl Into<String>) |b| b.client_metadata_url = Some(url.into());
    /// What the server wants to see when the client registers (RFC 7591 §3).
    fn initial_access_token(token: impl Into<Secret>) |b| b.initial_access_token = Some(token.into());
    /// The private key with which the client signs: its assertions (RFC 7523) and its
    /// authorization requests (RFC 9101).
    fn client_key(key: ClientKey) |b| b.client_key = Some(key);
    /// The private key to which the provider encrypts ID tokens and userinfo (OpenID
    /// Connect Core §10.2).
    #[cfg(feature = "jose")]
    fn decryption_key(key: crate::jose::DecryptionKey) |b| b.decryption_key = Some(key);
    /// Another client authentication than the declared one, on every call.
    fn client_auth(method: ClientAuth) |b| b.client_auth = Some(method);
    /// Another of the declared ways in which the API takes its token.
    fn bearer(bearer: Bearer) |b| b.bearer = Some(bearer);
    /// Another PKCE method than the declared one.
    fn pkce(method: Pkce) |b| b.pkce = Some(method);
    /// Another URL for one call: `https`, or `http` on loopback.
    fn endpoint(call: CallKind, url: impl Into<String>) |b| {
        b.urls.retain(|(kind, _)| *kind != call);
        b.urls.push((call, url.into()));
    };
    /// Points every endpoint at a server on loopback, such as `oauth-mock`:
    /// scheme, host and port are replaced, path and query are kept.
    fn against(origin: impl Into<String>) |b| b.against = Some(origin.into());
    /// Another transport.
    fn transport(transport: impl Transport) |b| b.transport = Some(Arc::new(transport));
    /// A clock for tests.
    fn clock(clock: impl Clock) |b| b.time = Time::Injected(Arc::new(clock));
    /// A source of randomness for tests. In production the system's CSPRNG is used.
    fn random(random: impl Random) |b| b.entropy = Entropy::Injected(Arc::new(random));
    /// Limits of token, revocation and introspection calls.
    fn credential_limits(limits: Limits) |b| b.credential_limits = limits;
    /// Limits of API calls.
    fn api_limits(limits: Limits) |b| b.api_limits = limits;
    /// The issuer identifier (RFC 8414 §2), where it is known only at run time.
    fn issuer(issuer: impl Into<String>) |b| b.issuer = Some(issuer.into());
    /// The protected resource that tokens are for (RFC 8707 §2), where it is known only
    /// at run time.
    fn resource(resource: impl Into<String>) |b| b.resource = Some(resource.into());
    /// Somebody who sees each planned request, with every secret blanked.
    fn observer(observer: impl Observer) |b| b.observer = Some(Arc::new(observer));
    /// Where tokens are kept between two runs and between processes. Without a
    /// store they live as long as their session. `oauth-stores` opens one from a URL.
    fn store(store: Arc<dyn Store>) |b| b.store = Some(store);
    /// How long one call to the store may take. The default is 10 s.
    fn store_deadline(deadline: Duration) |b| b.store_deadline = deadline;
    /// A name for this process, shown to others that wait for it. The default is its process id.
    fn instance_name(name: impl Into<String>) |b| b.instance = Some(name.into());
    /// How long a sign-in waits for its callback. The default is 10 minutes.
    fn sign_in_lifetime(lifetime: Duration) |b| b.sign_in_lifetime = lifetime;
    /// The redirect URI that is registered at the provider, for sign-ins that name none.
    fn redirect_uri(uri: impl Into<String>) |b| b.redirect_uri = Some(uri.into());
    /// The name of the program in `User-Agent` (RFC 9110 §10.1.5), for providers that
    /// refuse or slow down requests without one of its own; a declared header wins.
    fn user_agent(name: impl Into<String>) |b| b.user_agent = Some(name.into());
    /// How long before its end an access token is renewed. The default is the
    /// declared margin, or the smaller of 300 s and a quarter of the lifetime.
    fn refresh_margin(margin: Duration) |b| b.margin = Some(margin);
}
