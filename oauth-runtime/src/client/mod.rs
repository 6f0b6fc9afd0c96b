//! Clients: one registration at one provider, for one tenant.

mod acting;
mod assertion;
mod builder;
mod connections;
mod core;
mod drawn;
mod dynamic;
mod given;
mod grants;
mod instance;
mod logout;
mod profile;

pub use builder::{Builder, DynBuilder};
pub use connections::{Connection, Connections};
pub(crate) use core::Core;
pub use core::Observer;
pub use dynamic::DynClient;

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use crate::capability::{
    AuthorizationCodeGrant, ClientCredentialsGrant, CodeRequest, DeviceCodeGrant, PasswordGrant,
    PinGrant, WebhookCode,
};
use crate::error::Error;
use crate::flow::{Authorize, DeviceRequest, Grant, PendingSignIn, SignIn};
use crate::metadata::{Registration, ResourceMetadata, ServerMetadata};
use crate::provider::{Provider, ScopeSet, Vars};
use crate::scope::join;
use crate::secret::Secret;
use crate::session::{Events, Session, Shutdown};
use crate::token::TokenSet;
use crate::transport::BoxFuture;

/// A client of the provider `P`.
///
/// The macro writes an alias for each provider, so that nobody names the type
/// parameter: `struct App { acme: AcmeClient }`. Cloning is cheap, and all
/// clones share connections.
pub struct Client<P: Provider> {
    inner: DynClient,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Client<P> {
    /// Starts a client for these tenant values and this client id.
    ///
    /// A provider without tenant variables takes [`NoVars`](crate::NoVars). Where no
    /// call sends a client id (the declaration omits it, or the user's own name and
    /// password take its place), the client id may be empty.
    pub fn builder(vars: P::Vars, client_id: impl Into<String>) -> Builder<P> {
        Builder::new(DynBuilder::reading(P::SPEC, client_id.into(), &|index| {
            vars.value(index)
        }))
    }

    pub(crate) fn from_dyn(inner: DynClient) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// The same client without its type parameter.
    #[must_use]
    pub fn as_dyn(&self) -> &DynClient {
        &self.inner
    }

    /// The same client with its metadata read. See [`DynClient::resolved`].
    ///
    /// # Errors
    /// As [`DynClient::resolved`].
    pub async fn resolved(&self) -> Result<Self, Error> {
        self.inner.resolved().await.map(Self::from_dyn)
    }

    /// The metadata of the authorization server (RFC 8414), read once and kept while it
    /// lasts; `None` where the declaration has every address itself.
    ///
    /// # Errors
    /// As [`DynClient::resolved`].
    pub async fn server_metadata(&self) -> Result<Option<Arc<ServerMetadata>>, Error> {
        self.inner.server_metadata().await
    }

    /// Starts a sign-in in the browser (RFC 6749 §4.1). The redirect URI must be
    /// one that is registered at the provider, byte for byte.
    pub fn authorize(
        &self,
        redirect_uri: impl Into<String>,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> Authorize<P>
    where
        P: AuthorizationCodeGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        Authorize::new(self.inner.authorize(redirect_uri, scope))
    }

    /// Starts a sign-in without redirect URI: the browser shows a PIN, and the user types it.
    pub fn authorize_by_pin(&self, scopes: impl IntoIterator<Item = P::Scope>) -> Authorize<P>
    where
        P: PinGrant,
    {
        Authorize::new(self.inner.authorize_by_pin(join(&P::SPEC.scopes, scopes)))
    }

    /// Takes up a sign-in that another request began.
    pub fn resume(&self, pending: PendingSignIn) -> SignIn<P>
    where
        P: AuthorizationCodeGrant,
    {
        SignIn::new(self.inner.resume(pending))
    }

    /// Starts a sign-in on a device without browser: the person types a code on
    /// another device (RFC 8628).
    pub fn device_authorization(
        &self,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> DeviceRequest<P>
    where
        P: DeviceCodeGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        DeviceRequest::new(self.inner.device_authorization(scope))
    }

    /// Obtains a token for the client itself (RFC 6749 §4.4).
    pub fn client_credentials(&self, scopes: impl IntoIterator<Item = P::Scope>) -> Grant<P>
    where
        P: ClientCredentialsGrant,
    {
        Grant::new(self.inner.client_credentials(join(&P::SPEC.scopes, scopes)))
    }

    /// Obtains a token with the user's own name and password (RFC 6749 §4.3).
    pub fn password(
        &self,
        username: impl Into<String>,
        password: impl Into<Secret>,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> Grant<P>
    where
        P: PasswordGrant,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        Grant::new(self.inner.password(username, password, scope))
    }

    /// Trades the user's own name and password for a code, and the code for a token.
    ///
    /// This program then sees the user's password. Prefer [`Client::authorize`].
    pub fn code_request(
        &self,
        username: impl Into<String>,
        password: impl Into<Secret>,
        redirect_uri: impl Into<String>,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> Grant<P>
    where
        P: CodeRequest,
    {
        let scope = join(&P::SPEC.scopes, scopes);
        Grant::new(
            self.inner
                .code_request(username, password, redirect_uri, scope),
        )
    }

    /// Takes a code that the provider posted to the program's server, and exchanges
    /// it for tokens. `body` is the JSON body of that request as it came.
    ///
    /// There is neither browser nor state here, so nothing tells whose request it
    /// was: **check the webhook's signature first**, as the provider documents it.
    /// Give each installation an [`account`](Self::account) of its own.
    ///
    /// # Errors
    /// As [`DynClient::finish_webhook`].
    // A boxed future: for an `async fn` with a bound, rustc reports a missing
    // capability three times.
    pub fn finish_webhook(&self, body: &str) -> BoxFuture<'static, Result<Session<P>, Error>>
    where
        P: WebhookCode,
    {
        let finished = self.inner.finish_webhook(body);
        Box::pin(async move { finished.await.map(Session::new) })
    }

    /// The document that the program publishes at its
    /// [`client_metadata_url`](Builder::client_metadata_url), as JSON.
    ///
    /// # Errors
    /// As [`DynClient::client_metadata_document`].
    pub fn client_metadata_document(&self) -> Result<serde_json::Value, Error> {
        self.inner.client_metadata_document()
    }

    /// The client's own registration for sign-ins with this redirect URI (RFC 7591,
    /// RFC 7592). A sign-in registers the client by itself.
    #[must_use]
    pub fn registration(&self, redirect_uri: impl Into<String>) -> Registration {
        self.inner.registration(redirect_uri)
    }

    /// What the protected resource says of itself (RFC 9728).
    ///
    /// # Errors
    /// As [`DynClient::resource_metadata`].
    pub async fn resource_metadata(&self) -> Result<Option<ResourceMetadata>, Error> {
        self.inner.resource_metadata().await
    }

    /// The same client for another account: a name of the program's own, such as
    /// a user id. Sign-ins through it are stored apart from those of other accounts.
    #[must_use]
    pub fn account(&self, name: impl Into<Box<str>>) -> Self {
        Self::from_dyn(self.inner.account(name))
    }

    /// The session of this client's account as the store holds it. `None` when
    /// only a sign-in helps: nobody signed in, somebody signed out, or the provider
    /// ended it ([`Connections::list`] says why). All callers in a process share
    /// one session.
    ///
    /// # Errors
    /// `E07..` when the store cannot be read, `E0710` when the stored tokens
    /// belong to another client id or issuer.
    pub async fn stored_session(&self) -> Result<Option<Session<P>>, Error> {
        let stored = self.inner.stored_session().await?;
        Ok(stored.map(Session::new))
    }

    /// Stores tokens that were obtained elsewhere, as a sign-in of this client's account.
    ///
    /// # Errors
    /// As [`DynClient::adopt`].
    pub async fn adopt(&self, tokens: TokenSet) -> Result<Session<P>, Error> {
        self.inner.adopt(tokens).await.map(Session::new)
    }

    /// The stored connections of this client: all accounts of its provider,
    /// client id and tenant.
    #[must_use]
    pub fn connections(&self) -> Connections {
        self.inner.connections()
    }

    /// What happens to the connections from now on.
    #[must_use]
    pub fn events(&self) -> Events {
        self.inner.events()
    }

    /// Seconds that the provider's clock was ahead of this machine's at its last
    /// answer (negative: behind). `None` before the first answer with a `Date`.
    #[must_use]
    pub fn clock_drift(&self) -> Option<i64> {
        self.inner.clock_drift()
    }

    /// Lets no renewal begin any more and waits for the ones in flight, so that
    /// no answer is lost when the process ends. Waits `patience` at most.
    pub async fn shutdown(&self, patience: Duration) -> Shutdown {
        self.inner.shutdown(patience).await
    }

    /// A session with tokens that were obtained earlier. It is not stored and
    /// shares nothing with others; [`Client::adopt`] stores.
    #[must_use]
    pub fn session(&self, tokens: TokenSet) -> Session<P> {
        Session::new(self.inner.session(tokens))
    }

    /// Reads a joined scope list back into scopes.
    #[must_use]
    pub fn parse_scopes(joined: &str) -> Vec<P::Scope> {
        let list = &P::SPEC.scopes;
        crate::scope::split(joined, list.delimiter, list.nested)
            .map(P::Scope::from_value)
            .collect()
    }
}

impl<P: Provider> Clone for Client<P> {
    fn clone(&self) -> Self {
        Self::from_dyn(self.inner.clone())
    }
}

impl<P: Provider> fmt::Debug for Client<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
