//! Sessions: tokens that renew themselves, and API calls with them.

mod about;
mod apart;
mod api;
mod api_authorize;
mod backoff;
mod body;
mod drift;
mod dynamic;
mod end_session;
mod event;
mod exchange;
mod hub;
mod keep;
mod keep_alive;
mod learn;
mod learned;
mod moment;
mod panic;
mod renew;
mod renewal;
mod second;
mod shared;
mod shutdown;
mod sign_out;
mod slot;
mod state;
mod step_up;
mod transaction;
mod unsaved;
mod verdict;

pub(crate) use apart::apart;
pub use api::{ApiRequest, ApiResponse, RateLimit};
pub use api_authorize::TokenVersion;
pub use dynamic::DynSession;
pub use event::{Event, EventKind, Events};
pub(crate) use hub::Hub;
pub use keep_alive::KeepAlive;
pub(crate) use shared::bounded;
pub use shutdown::Shutdown;
pub(crate) use shutdown::shutdown;
pub use state::TokenGuard;

use std::fmt;
use std::marker::PhantomData;

use crate::capability::{Api, Introspection, Revocation, UserInfo};
use crate::error::{Code, Error};
use crate::flow::Introspected;
use crate::provider::{Extras as _, Provider, ScopeSet};
use crate::scope::Granted;
use crate::spec::Method;
use crate::store::ConnectionKey;
use crate::token::TokenSet;
use crate::transport::BoxFuture;

/// A signed-in connection to the provider `P`: one account, one set of tokens.
///
/// Clones share the tokens. A token near its end is renewed before use, once
/// for all tasks that want it.
// The calls that only some providers have return boxed futures: for an `async fn`
// with a bound, rustc reports a missing capability three times.
pub struct Session<P: Provider> {
    inner: DynSession,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Session<P> {
    pub(crate) fn new(inner: DynSession) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// The session with its type parameter, for what is built on this library.
    /// `None` when it is of another provider than `P`.
    #[must_use]
    pub fn from_dyn(inner: DynSession) -> Option<Self> {
        (inner.spec().id == P::SPEC.id).then(|| Self::new(inner))
    }

    /// The same session without its type parameter.
    #[must_use]
    pub fn as_dyn(&self) -> &DynSession {
        &self.inner
    }

    /// A valid access token, renewed first when it is near its end. While it is
    /// valid this takes no lock and allocates nothing.
    ///
    /// # Errors
    /// What the renewal answered, when one was needed and the token is over.
    pub async fn token(&self) -> Result<TokenGuard, Error> {
        self.inner.token().await
    }

    /// Obtains a new access token now, by whatever the declaration says: with
    /// the refresh token, or anew for a client that acts for itself.
    ///
    /// # Errors
    /// `E0340` when the refresh token was refused, `E0341` when there is
    /// nothing to renew with, `E05..` when the provider was not reached.
    pub async fn renew(&self) -> Result<TokenGuard, Error> {
        self.inner.renew().await
    }

    /// The tokens as they are now.
    #[must_use]
    pub fn tokens(&self) -> TokenSet {
        self.inner.tokens()
    }

    /// The claims of the ID token: who signed in. What of them was checked, and
    /// what was not, stands at [`TokenSet::id_token_claims`].
    #[must_use]
    pub fn id_token_claims(&self) -> Option<serde_json::Value> {
        self.inner.id_token_claims()
    }

    /// The values that the declaration keeps from answers and callback.
    #[must_use]
    pub fn extras(&self) -> P::Extras {
        P::Extras::read(&self.inner.tokens().kept)
    }

    /// The scopes that the provider says it granted.
    #[must_use]
    pub fn granted(&self) -> Granted<P::Scope> {
        match self.inner.tokens().scope {
            None => Granted::Unspecified,
            Some(texts) => Granted::Scopes(
                texts
                    .iter()
                    .map(|text| P::Scope::from_value(text))
                    .collect(),
            ),
        }
    }

    /// Whether the provider says that it granted this scope, or one that includes it.
    #[must_use]
    pub fn has_scope(&self, scope: &P::Scope) -> bool {
        self.granted().contains(scope, &P::SPEC.scopes)
    }

    /// The session of a second token, by its declared name: `"user"`. It has its
    /// own clock, refresh and place in the store.
    ///
    /// # Errors
    /// As [`DynSession::second_token`].
    pub async fn second_token(&self, name: &str) -> Result<Option<DynSession>, Error> {
        self.inner.second_token(name).await
    }

    /// Whose tokens these are.
    #[must_use]
    pub fn connection(&self) -> &ConnectionKey {
        self.inner.connection()
    }

    /// Whether the tokens are as durable as the client's store: `false` for a
    /// session without store, and while the store does not take them.
    #[must_use]
    pub fn is_stored(&self) -> bool {
        self.inner.is_stored()
    }

    /// Checks that the provider granted these scopes, before a call fails for
    /// the lack of one. Where it does not say what it granted, nothing is missing.
    ///
    /// # Errors
    /// `E0345` names the scopes that are missing. A new sign-in that asks for them helps.
    pub fn require_scopes<'s>(
        &self,
        scopes: impl IntoIterator<Item = &'s P::Scope>,
    ) -> Result<(), Error>
    where
        P::Scope: 's,
    {
        let granted = self.granted();
        if granted == Granted::Unspecified {
            return Ok(());
        }
        let missing: Vec<_> = scopes
            .into_iter()
            .filter(|scope| !granted.contains(scope, &P::SPEC.scopes))
            .map(|scope| scope.value().into_owned())
            .collect();
        match missing.is_empty() {
            true => Ok(()),
            false => Err(Error::new(
                Code::MissingScopes,
                format!(
                    "not granted: {}; sign in again and ask for it",
                    missing.join(", ")
                ),
            )
            .of(P::SPEC.id)
            .key("scopes")),
        }
    }

    /// Ends the session, here and in every process that shares the store, and
    /// revokes the tokens where the provider offers it (RFC 7009). Other processes
    /// learn of it when they next need a new token. A refresh under way elsewhere
    /// does not bring the session back.
    ///
    /// # Errors
    /// As [`DynSession::sign_out`].
    pub async fn sign_out(&self) -> Result<(), Error> {
        self.inner.sign_out().await
    }

    /// Renews the tokens ahead of time for as long as the answer lives, so that
    /// no caller waits for a renewal and no refresh token lapses unused.
    #[must_use = "renewal stops when this is dropped"]
    pub fn keep_alive(&self) -> KeepAlive {
        self.inner.keep_alive()
    }

    /// Revokes the tokens at the provider (RFC 7009) and ends the session.
    ///
    /// # Errors
    /// When the provider did not confirm within five seconds, or the store did
    /// not take the end. The session is over all the same.
    pub fn revoke(&self) -> BoxFuture<'_, Result<(), Error>>
    where
        P: Revocation,
    {
        Box::pin(self.inner.revoke())
    }

    /// Revokes the access token alone. The session goes on and renews it.
    ///
    /// # Errors
    /// When the provider did not confirm.
    pub fn revoke_access_token(&self) -> BoxFuture<'_, Result<(), Error>>
    where
        P: Revocation,
    {
        Box::pin(self.inner.revoke_access_token())
    }

    /// Asks the provider about the access token (RFC 7662).
    ///
    /// # Errors
    /// What the provider answered, or why it was not reached.
    pub fn introspect(&self) -> BoxFuture<'_, Result<Introspected, Error>>
    where
        P: Introspection,
    {
        Box::pin(self.inner.introspect())
    }

    /// Asks the provider who signed in.
    ///
    /// # Errors
    /// What the provider answered, or why it was not reached.
    pub fn userinfo(&self) -> BoxFuture<'_, Result<serde_json::Value, Error>>
    where
        P: UserInfo,
    {
        Box::pin(self.inner.userinfo())
    }

    /// A `GET` to a path below the API's base.
    pub fn get(&self, path: impl Into<String>) -> ApiRequest
    where
        P: Api,
    {
        self.inner.request(Method::Get, path)
    }

    /// A `POST` to a path below the API's base.
    pub fn post(&self, path: impl Into<String>) -> ApiRequest
    where
        P: Api,
    {
        self.inner.request(Method::Post, path)
    }

    /// A `PUT` to a path below the API's base.
    pub fn put(&self, path: impl Into<String>) -> ApiRequest
    where
        P: Api,
    {
        self.inner.request(Method::Put, path)
    }

    /// A `PATCH` to a path below the API's base.
    pub fn patch(&self, path: impl Into<String>) -> ApiRequest
    where
        P: Api,
    {
        self.inner.request(Method::Patch, path)
    }

    /// A `DELETE` to a path below the API's base.
    pub fn delete(&self, path: impl Into<String>) -> ApiRequest
    where
        P: Api,
    {
        self.inner.request(Method::Delete, path)
    }
}

impl<P: Provider> Clone for Session<P> {
    fn clone(&self) -> Self {
        Self::new(self.inner.clone())
    }
}

impl<P: Provider> fmt::Debug for Session<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
