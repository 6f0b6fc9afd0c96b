//! Backchannel authentication with the provider as a type.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::time::Duration;

use super::{DynBackchannelRequest, DynBackchannelSignIn};
use crate::error::Error;
use crate::flow::DevicePoll;
use crate::provider::Provider;
use crate::secret::Secret;
use crate::session::Session;
use crate::transport::BoxFuture;

/// A backchannel authentication request about to be sent. `.await` it, or call
/// [`BackchannelRequest::send`].
pub struct BackchannelRequest<P: Provider> {
    inner: DynBackchannelRequest,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for BackchannelRequest<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> BackchannelRequest<P> {
    pub(crate) fn new(inner: DynBackchannelRequest) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// Who is to sign in, by a name that the provider knows: an address, a number.
    #[must_use]
    pub fn login_hint(self, hint: impl Into<String>) -> Self {
        Self::new(self.inner.login_hint(hint))
    }

    /// Who is to sign in, by a token that says so.
    #[must_use]
    pub fn login_hint_token(self, token: impl Into<Secret>) -> Self {
        Self::new(self.inner.login_hint_token(token))
    }

    /// Who is to sign in, by an ID token of an earlier sign-in.
    #[must_use]
    pub fn id_token_hint(self, id_token: impl Into<Secret>) -> Self {
        Self::new(self.inner.id_token_hint(id_token))
    }

    /// A short text that is shown on both devices, so that the person sees what they
    /// agree to.
    #[must_use]
    pub fn binding_message(self, message: impl Into<String>) -> Self {
        Self::new(self.inner.binding_message(message))
    }

    /// The secret code that the person gave the program, so that nobody else can have
    /// them asked.
    #[must_use]
    pub fn user_code(self, code: impl Into<Secret>) -> Self {
        Self::new(self.inner.user_code(code))
    }

    /// How long the person shall have; whole seconds count, and at least one.
    #[must_use]
    pub fn requested_expiry(self, within: Duration) -> Self {
        Self::new(self.inner.requested_expiry(within))
    }

    /// How the person shall prove who they are, in order of preference, joined by
    /// spaces.
    #[must_use]
    pub fn acr_values(self, values: impl Into<String>) -> Self {
        Self::new(self.inner.acr_values(values))
    }

    /// The token with which the provider tells the program's own endpoint that the
    /// person has decided (ping mode, §10.2). What comes there is handed to
    /// [`BackchannelSignIn::notified`]. At least 128 bits that nobody can guess.
    #[must_use]
    pub fn client_notification_token(self, token: impl Into<Secret>) -> Self {
        Self::new(self.inner.client_notification_token(token))
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(self, name: impl Into<String>, value: impl ToString) -> Self {
        Self::new(self.inner.param(name, value))
    }

    /// Asks for no scope, although the declaration has default scopes.
    #[must_use]
    pub fn without_default_scopes(self) -> Self {
        Self::new(self.inner.without_default_scopes())
    }

    /// Asks the provider to ask the person.
    ///
    /// # Errors
    /// As [`DynBackchannelRequest::send`].
    pub async fn send(self) -> Result<BackchannelSignIn<P>, Error> {
        self.inner.send().await.map(BackchannelSignIn::new)
    }
}

impl<P: Provider> IntoFuture for BackchannelRequest<P> {
    type Output = Result<BackchannelSignIn<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// A sign-in that waits for a person to agree on a device of their own (OpenID CIBA
/// §7.3).
///
/// All clones are the same sign-in: one of them polls at a time, the tokens are
/// fetched and stored once, and whoever waits is given the same session.
pub struct BackchannelSignIn<P: Provider> {
    inner: DynBackchannelSignIn,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Clone for BackchannelSignIn<P> {
    fn clone(&self) -> Self {
        Self::new(self.inner.clone())
    }
}

impl<P: Provider> fmt::Debug for BackchannelSignIn<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> BackchannelSignIn<P> {
    fn new(inner: DynBackchannelSignIn) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// How long the person had when they were asked.
    #[must_use]
    pub fn expires_in(&self) -> Duration {
        self.inner.expires_in()
    }

    /// How long the provider wants to be left alone between two polls, as it is
    /// now. Polls keep a fifth more than that.
    #[must_use]
    pub fn interval(&self) -> Duration {
        self.inner.interval()
    }

    /// Polls until the person has decided or the time is over. See
    /// [`DynBackchannelSignIn::wait`].
    ///
    /// # Errors
    /// As [`DynBackchannelSignIn::wait`].
    pub async fn wait(&self) -> Result<Session<P>, Error> {
        self.inner.wait().await.map(Session::new)
    }

    /// Polls once, for a program with a loop of its own. See
    /// [`DynBackchannelSignIn::poll`].
    ///
    /// # Errors
    /// As [`DynBackchannelSignIn::wait`].
    pub async fn poll(&self) -> Result<DevicePoll<Session<P>>, Error> {
        Ok(match self.inner.poll().await? {
            DevicePoll::Pending { wait } => DevicePoll::Pending { wait },
            DevicePoll::SignedIn(session) => DevicePoll::SignedIn(Session::new(session)),
        })
    }

    /// Takes the provider's word that the person has decided, in ping mode. See
    /// [`DynBackchannelSignIn::notified`].
    ///
    /// # Errors
    /// As [`DynBackchannelSignIn::notified`].
    pub fn notified(&self, authorization: &str, body: &str) -> Result<(), Error> {
        self.inner.notified(authorization, body)
    }

    /// The same sign-in without its type parameter.
    #[must_use]
    pub fn as_dyn(&self) -> &DynBackchannelSignIn {
        &self.inner
    }
}
