//! Clients without a type parameter.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::connections::Connections;
use super::{Core, DynBuilder};
use crate::error::Error;
use crate::flow::{
    DynAuthorize, DynDeviceRequest, DynGrant, DynSignIn, PendingSignIn, finish_webhook,
};
use crate::metadata::{Registration, ResourceMetadata, ServerMetadata};
use crate::secret::Secret;
use crate::session::{DynSession, Events, Shutdown};
use crate::spec::{CallKind, Discovery, ProviderSpec};
use crate::token::TokenSet;
use crate::transport::BoxFuture;
use crate::wire::{Explained, Inputs, SecretText, explain_whole};

/// A client of a provider known only at run time: what a declaration does not
/// offer is an error here, where [`Client`](crate::Client) does not compile.
#[derive(Clone)]
pub struct DynClient(Arc<Core>);

impl DynClient {
    pub(super) fn new(core: Core) -> Self {
        Self(Arc::new(core))
    }

    pub(super) fn core(&self) -> &Arc<Core> {
        &self.0
    }

    /// Starts a client from named tenant values.
    pub fn builder(
        spec: &'static ProviderSpec,
        vars: &[(&str, &str)],
        client_id: impl Into<String>,
    ) -> DynBuilder {
        DynBuilder::new(spec, vars, client_id)
    }

    /// The provider's declaration.
    #[must_use]
    pub fn spec(&self) -> &'static ProviderSpec {
        self.0.spec
    }

    /// The client id.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.0.client_id
    }

    /// The document that the program publishes at its
    /// [`client_metadata_url`](DynBuilder::client_metadata_url), as JSON (OAuth Client ID
    /// Metadata Document §4). It holds no secret.
    ///
    /// # Errors
    /// `E0602` when the address, the client's name or the redirect URIs are not set.
    pub fn client_metadata_document(&self) -> Result<serde_json::Value, Error> {
        self.0.client_metadata_document()
    }

    /// The client's own registration for sign-ins with this redirect URI (RFC 7591,
    /// RFC 7592). A sign-in registers the client by itself.
    #[must_use]
    pub fn registration(&self, redirect_uri: impl Into<String>) -> Registration {
        Registration::new(self.0.clone(), redirect_uri.into())
    }

    /// What the protected resource says of itself (RFC 9728). `None` where it says
    /// nothing.
    ///
    /// # Errors
    /// `E0910` for metadata of another resource or with a foreign address, `E05..` when
    /// the resource was not reached, `E0602` when the provider has no `resource`.
    pub async fn resource_metadata(&self) -> Result<Option<ResourceMetadata>, Error> {
        self.0.resource_metadata().await
    }

    /// The redirect URI that the builder was given.
    #[must_use]
    pub fn redirect_uri(&self) -> Option<&str> {
        self.0.redirect_uri.as_deref()
    }

    /// Whether tokens outlive their session: whether the builder was given a store.
    #[must_use]
    pub fn has_store(&self) -> bool {
        self.0.store.is_some()
    }

    /// How long a sign-in waits for its callback.
    #[must_use]
    pub fn sign_in_lifetime(&self) -> Duration {
        self.0.sign_in_lifetime
    }

    /// Waits by the client's clock, for what is built on this library and keeps to
    /// the same time.
    #[must_use]
    pub fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.0.time.sleep(duration)
    }

    /// The same client with its metadata read: [`DynClient::explain`] then shows the
    /// addresses that the metadata names. Every call reads the metadata by itself when
    /// it needs it, so no program has to ask for this.
    ///
    /// # Errors
    /// `E0901` to `E0904` for metadata that is missing, of another issuer, unsafe, or
    /// at odds with the declaration; `E05..` when its server was not reached.
    pub async fn resolved(&self) -> Result<Self, Error> {
        self.0.resolved().await.map(Self)
    }

    /// The metadata of the authorization server (RFC 8414), read once and kept while it
    /// lasts; `None` where the declaration has every address itself.
    ///
    /// # Errors
    /// As [`DynClient::resolved`].
    pub async fn server_metadata(&self) -> Result<Option<Arc<ServerMetadata>>, Error> {
        Ok(self.0.resolved().await?.metadata().cloned())
    }

    /// Starts a sign-in in the browser.
    pub fn authorize(
        &self,
        redirect_uri: impl Into<String>,
        scope: impl Into<String>,
    ) -> DynAuthorize {
        DynAuthorize::new(self.0.clone(), Some(redirect_uri.into()), scope.into())
    }

    /// Whether a sign-in needs no request before the browser's own: neither metadata
    /// nor a registration nor a pushed or signed request. It then begins with
    /// [`DynAuthorize::begin`], else with [`DynAuthorize::send`].
    #[must_use]
    pub fn begins_directly(&self) -> bool {
        let core = &self.0;
        core.spec.discovery == Discovery::None && !core.pushes() && !core.signs_requests()
    }

    /// Starts a sign-in in which the user types a PIN.
    pub fn authorize_by_pin(&self, scope: impl Into<String>) -> DynAuthorize {
        DynAuthorize::new(self.0.clone(), None, scope.into())
    }

    /// Takes up a sign-in that another request began.
    #[must_use]
    pub fn resume(&self, pending: PendingSignIn) -> DynSignIn {
        DynSignIn::resumed(self.0.clone(), pending)
    }

    /// Starts a sign-in on a device without browser (RFC 8628).
    pub fn device_authorization(&self, scope: impl Into<String>) -> DynDeviceRequest {
        DynDeviceRequest::new(self.0.clone(), scope.into())
    }

    /// Obtains a token for the client itself.
    pub fn client_credentials(&self, scope: impl Into<String>) -> DynGrant {
        DynGrant::new(self.0.clone(), CallKind::ClientCredentials, scope.into())
    }

    /// Obtains a token with the user's own name and password.
    pub fn password(
        &self,
        username: impl Into<String>,
        password: impl Into<Secret>,
        scope: impl Into<String>,
    ) -> DynGrant {
        DynGrant::new(self.0.clone(), CallKind::Password, scope.into())
            .user(username.into(), password.into())
    }

    /// Trades the user's own name and password for a code, and the code for a token.
    pub fn code_request(
        &self,
        username: impl Into<String>,
        password: impl Into<Secret>,
        redirect_uri: impl Into<String>,
        scope: impl Into<String>,
    ) -> DynGrant {
        DynGrant::new(self.0.clone(), CallKind::CodeRequest, scope.into())
            .user(username.into(), password.into())
            .redirect_uri(redirect_uri.into())
    }

    /// Takes a code that the provider posted to the program's server, and exchanges
    /// it for tokens. `body` is the JSON body of that request as it came.
    ///
    /// There is neither browser nor state here, so nothing tells whose request it
    /// was: **check the webhook's signature first**, as the provider documents it.
    /// Whoever can post an unchecked body connects an account of his own. Give each
    /// installation an [`account`](Self::account) of its own.
    ///
    /// # Errors
    /// `E0607` when the provider has no webhook, `E0404` and `E0408` for the body,
    /// `E03..` for the exchange, `E05..` when the provider was not reached: the
    /// code is unused then, and the same body can be given again.
    pub fn finish_webhook(&self, body: &str) -> BoxFuture<'static, Result<DynSession, Error>> {
        finish_webhook(self.0.clone(), body)
    }

    /// The same client for another account: a name of the program's own, such as
    /// a user id. Sign-ins through it are stored apart from those of other accounts.
    #[must_use]
    pub fn account(&self, name: impl Into<Box<str>>) -> Self {
        Self(Arc::new(Core {
            account: Some(name.into()),
            ..(*self.0).clone()
        }))
    }

    /// The session of this client's account as the store holds it. `None` when
    /// only a sign-in helps: nobody signed in, somebody signed out, or the provider
    /// ended it ([`Connections::list`] says why). All callers in a process share
    /// one session.
    ///
    /// # Errors
    /// `E07..` when the store cannot be read, `E0710` when the stored tokens
    /// belong to another client id or issuer.
    pub async fn stored_session(&self) -> Result<Option<DynSession>, Error> {
        let key = self.0.key(CallKind::Token);
        DynSession::stored(self.0.clone(), key).await
    }

    /// Stores tokens that were obtained elsewhere, as a sign-in of this client's account.
    ///
    /// # Errors
    /// When the operating system gives no random bytes. That the store cannot be
    /// written is told as an event, and tried again.
    pub async fn adopt(&self, tokens: TokenSet) -> Result<DynSession, Error> {
        DynSession::signed_in(self.0.clone(), tokens).await
    }

    /// The stored connections of this client: all accounts of its provider,
    /// client id and tenant.
    #[must_use]
    pub fn connections(&self) -> Connections {
        Connections::new(self.0.clone())
    }

    /// What happens to the connections from now on.
    #[must_use]
    pub fn events(&self) -> Events {
        self.0.hub.subscribe()
    }

    /// Seconds that the provider's clock was ahead of this machine's at its last
    /// answer (negative: behind). `None` before the first answer with a `Date`.
    #[must_use]
    pub fn clock_drift(&self) -> Option<i64> {
        self.0.hub.drift().seconds()
    }

    /// Lets no renewal begin any more and waits for the ones in flight, so that
    /// no answer is lost when the process ends. Waits `patience` at most.
    pub async fn shutdown(&self, patience: Duration) -> Shutdown {
        crate::session::shutdown(&self.0.hub, patience).await
    }

    /// A session with tokens that were obtained earlier. It is not stored and
    /// shares nothing with others; [`DynClient::adopt`] stores.
    #[must_use]
    pub fn session(&self, tokens: TokenSet) -> DynSession {
        DynSession::new(self.0.clone(), tokens)
    }

    /// The exact form of a call on the wire, with every secret blanked and the
    /// declaration key that caused each part. `None` when the provider does not
    /// have the call. What answers and callbacks bring is not known yet and shown
    /// by its name, also in an address: `https://‹token.href›/`.
    ///
    /// [`CallKind::Learn`] is the first call of `learn(...)`; the others are its `then`.
    ///
    /// # Errors
    /// When the call cannot be planned with this client's values.
    pub fn explain(&self, kind: CallKind) -> Result<Option<Explained>, Error> {
        let core = &self.0;
        let text = |shown: &'static str| Some(SecretText(shown));
        let base = core.inputs(kind);
        let scope = core
            .spec
            .scopes
            .default_text()
            .unwrap_or_else(|| "\u{2039}scope\u{203a}".to_owned());
        let pkce = core.pkce.unwrap_or(core.spec.pkce) != crate::spec::Pkce::None;
        let inputs = Inputs {
            client_secret: base.client_secret.or(text("client_secret")),
            redirect_uri: Some("\u{2039}redirect_uri\u{203a}"),
            scope: Some(&scope),
            state: text("state"),
            nonce: core.spec.nonce.then_some(SecretText("nonce")),
            code_challenge: pkce.then_some("\u{2039}code_challenge\u{203a}"),
            code_verifier: pkce.then_some(SecretText("code_verifier")),
            code: text("code"),
            refresh_token: text("refresh_token"),
            username: Some("\u{2039}username\u{203a}"),
            password: text("password"),
            device_code: text("device_code"),
            grant_assertion: text("assertion"),
            subject_token: Some((
                SecretText("subject_token"),
                "\u{2039}subject_token_type\u{203a}",
            )),
            auth_req_id: text("auth_req_id"),
            token: text("token"),
            access_token: text("access_token"),
            client_assertion: text("client_assertion"),
            request: core.signs_requests().then_some(SecretText("request")),
            request_uri: (kind == CallKind::Authorize && core.pushes())
                .then_some("\u{2039}request_uri\u{203a}"),
            now: is_fresh(core.spec, kind).then(|| core.time.now()),
            uuid: Some("\u{2039}uuid\u{203a}"),
            ..base
        };
        explain_whole(core.spec, kind, &inputs)
    }
}

/// Whether a page of the call needs the time, for the call itself or one of its steps.
fn is_fresh(spec: &'static ProviderSpec, kind: CallKind) -> bool {
    if kind == CallKind::Learn {
        return spec.learn.iter().any(|learn| learn.call.fresh);
    }
    spec.call(kind).is_some_and(|call| {
        let mut steps = call.before.iter().chain(call.then);
        call.fresh || steps.any(|step| step.call.fresh)
    })
}

impl fmt::Debug for DynClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("provider", &self.0.spec.id)
            .field("client_id", &self.0.client_id)
            .finish_non_exhaustive()
    }
}
