//! The authorization request of a provider known at compile time.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;

use super::DynAuthorize;
use crate::capability::DirectAuthorization;
use crate::error::Error;
use crate::flow::asked::asking;
use crate::flow::sign_in::SignIn;
use crate::provider::Provider;
use crate::scope::join;
use crate::secret::Secret;
use crate::transport::BoxFuture;

/// A sign-in about to begin.
pub struct Authorize<P: Provider> {
    inner: DynAuthorize,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for Authorize<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> Authorize<P> {
    pub(crate) fn new(inner: DynAuthorize) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// The scopes of the second list.
    #[must_use]
    pub fn second_scopes(mut self, scopes: impl IntoIterator<Item = P::SecondScope>) -> Self {
        if let Some(list) = P::SPEC.second_scopes {
            self.inner.second_scope = join(list, scopes);
        }
        self
    }

    /// A state of the caller's own in place of a random one. It must be
    /// unguessable and used once (RFC 6749 §10.12).
    #[must_use]
    pub fn state(mut self, state: impl Into<Secret>) -> Self {
        self.inner = self.inner.state(state);
        self
    }

    /// Binds the sign-in to the browser's session, so that nobody can finish it
    /// in another person's browser (RFC 9700 §4.7). It is then finished with
    /// [`SignIn::finish_in`].
    #[must_use]
    pub fn bound_to(mut self, session: &str) -> Self {
        self.inner = self.inner.bound_to(session);
        self
    }

    /// A further parameter of the authorization request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.inner = self.inner.param(name, value);
        self
    }

    /// Draws state and PKCE verifier and writes the URL.
    ///
    /// # Errors
    /// As [`DynAuthorize::begin`].
    pub fn begin(self) -> Result<SignIn<P>, Error>
    where
        P: DirectAuthorization,
    {
        self.inner.begin().map(SignIn::new)
    }

    /// The same without its type parameter.
    #[must_use]
    pub fn into_dyn(self) -> DynAuthorize {
        self.inner
    }

    /// Begins the sign-in with the requests that it needs before it: the provider's
    /// metadata, the registration of the client, the pushed authorization request.
    ///
    /// # Errors
    /// As [`DynAuthorize::send`].
    pub async fn send(self) -> Result<SignIn<P>, Error> {
        self.inner.send().await.map(SignIn::new)
    }
}

asking!(Authorize<P: Provider>, inner.asked);

impl<P: Provider> IntoFuture for Authorize<P> {
    type Output = Result<SignIn<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
