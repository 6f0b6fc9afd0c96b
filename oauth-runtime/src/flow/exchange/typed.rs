//! Token exchange with the provider's own scopes.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::{DynExchange, TokenType};
use crate::error::Error;
use crate::provider::Provider;
use crate::scope::join;
use crate::secret::Secret;
use crate::session::Session;
use crate::transport::BoxFuture;

/// A token exchange about to be made. `.await` it, or call [`Exchange::send`].
///
/// The session that comes of it is not stored, for it would take the place of the
/// person's own: [`Client::adopt`](crate::Client::adopt) stores its tokens.
pub struct Exchange<P: Provider> {
    inner: DynExchange,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for Exchange<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> Exchange<P> {
    pub(crate) fn new(inner: DynExchange) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// The token of the party that acts for the subject (RFC 8693 §2.1,
    /// `actor_token`).
    #[must_use]
    pub fn actor(self, token: impl Into<Secret>, kind: TokenType) -> Self {
        Self::new(self.inner.actor(token, kind))
    }

    /// The party that acts for the subject, by the access token of its session.
    #[must_use]
    pub fn actor_session<Q: Provider>(self, session: &Session<Q>) -> Self {
        Self::new(self.inner.actor_session(session.as_dyn()))
    }

    /// The type of token that is asked for. Without it the provider decides.
    #[must_use]
    pub fn requested_token_type(self, kind: TokenType) -> Self {
        Self::new(self.inner.requested_token_type(kind))
    }

    /// The logical name of a service that the token is for. Each call adds one.
    #[must_use]
    pub fn audience(self, name: impl Into<String>) -> Self {
        Self::new(self.inner.audience(name))
    }

    /// The URI of a service that the token is for (RFC 8707 §2), in place of the
    /// declared one. Each call adds one.
    #[must_use]
    pub fn resource(self, uri: impl Into<String>) -> Self {
        Self::new(self.inner.resource(uri))
    }

    /// The scopes that are asked for. Without them the provider decides; the default
    /// scopes of the declaration are for sign-ins.
    #[must_use]
    pub fn scopes(self, scopes: impl IntoIterator<Item = P::Scope>) -> Self {
        let scope = join(&P::SPEC.scopes, scopes);
        Self::new(self.inner.scope(scope))
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(self, name: impl Into<String>, value: impl ToString) -> Self {
        Self::new(self.inner.param(name, value))
    }

    /// Sends the request. How the session renews itself stands at
    /// [`DynExchange::send`].
    ///
    /// # Errors
    /// As [`DynExchange::send`].
    pub async fn send(self) -> Result<Session<P>, Error> {
        self.inner.send().await.map(Session::new)
    }
}

impl<P: Provider> IntoFuture for Exchange<P> {
    type Output = Result<Session<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
