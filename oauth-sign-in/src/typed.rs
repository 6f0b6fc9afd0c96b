//! Sign-ins with a type parameter.

use std::fmt;
use std::future::IntoFuture;
use std::io;
use std::marker::PhantomData;
use std::time::Duration;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Client, Code, DynClient, Error, Provider, Session};

use crate::attempt::DynAttempt;
use crate::person::Person;
use crate::scopes::{Scopes, join};
use crate::surroundings::Surroundings;
use crate::way::Way;

/// Sign-in of a person, as a method of clients.
///
/// ```no_run
/// use oauth_runtime::{Client, Error, Session, capability::PersonSignIn};
/// use oauth_sign_in::{SignInExt as _, Way};
///
/// async fn sign_in<P: PersonSignIn>(
///     client: &Client<P>,
///     scopes: Vec<P::Scope>,
///     headless: bool,
/// ) -> Result<Session<P>, Error> {
///     let attempt = client.sign_in(scopes).app("my-program");
///     match headless {
///         true => attempt.way(Way::Paste).await,
///         false => attempt.await,
///     }
/// }
/// ```
pub trait SignInExt: Sized {
    /// The sign-in that is about to begin.
    type Attempt;

    /// Signs a person in: `.await` what is returned. A [`Client`] takes scopes of
    /// its provider, a [`DynClient`] the joined text.
    fn sign_in<S: Scopes<Self>>(&self, scopes: S) -> Self::Attempt;
}

impl<P: Provider> SignInExt for Client<P> {
    type Attempt = Attempt<P>;

    fn sign_in<S: Scopes<Self>>(&self, scopes: S) -> Attempt<P> {
        Attempt::of(self.as_dyn().sign_in(scopes.joined()))
    }
}

impl SignInExt for DynClient {
    type Attempt = DynAttempt;

    fn sign_in<S: Scopes<Self>>(&self, scopes: S) -> DynAttempt {
        DynAttempt::new(self.clone(), scopes.joined())
    }
}

/// A sign-in about to begin. `.await` it.
///
/// Dropping it, before or while it is awaited, ends it and frees its port.
#[must_use = "nothing happens before it is awaited"]
pub struct Attempt<P: Provider> {
    inner: DynAttempt,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> Clone for Attempt<P> {
    fn clone(&self) -> Self {
        Self::of(self.inner.clone())
    }
}

impl<P: Provider> fmt::Debug for Attempt<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> Attempt<P> {
    fn of(inner: DynAttempt) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    fn map(self, change: impl FnOnce(DynAttempt) -> DynAttempt) -> Self {
        Self::of(change(self.inner))
    }

    /// The scopes of the second list.
    pub fn second_scopes(self, scopes: impl IntoIterator<Item = P::SecondScope>) -> Self {
        match P::SPEC.second_scopes {
            Some(list) => self.map(|inner| inner.second_scope(join(list, scopes))),
            None => self,
        }
    }

    /// Asks for more rights, after an API refused a request of this session for lack of
    /// scopes.
    ///
    /// ```no_run
    /// # use oauth_runtime::{Client, Error, Session, capability::{Api, PersonSignIn}};
    /// # use oauth_sign_in::SignInExt as _;
    /// # async fn write<P: Api + PersonSignIn>(client: Client<P>, session: Session<P>) -> Result<(), Error> {
    /// match session.post("files").send().await {
    ///     Err(refusal) if !refusal.required_scopes().is_empty() => {
    ///         client.sign_in([]).step_up(&session, &refusal)?.await?;
    ///     }
    ///     other => drop(other?),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// As [`DynAttempt::step_up`].
    pub fn step_up(self, session: &Session<P>, refusal: &Error) -> Result<Self, Error> {
        Ok(Self::of(self.inner.step_up(session.as_dyn(), refusal)?))
    }

    /// As [`DynAttempt::way`].
    pub fn way(self, way: Way) -> Self {
        self.map(|inner| inner.way(way))
    }

    /// As [`DynAttempt::person`].
    pub fn person(self, person: impl Person) -> Self {
        self.map(|inner| inner.person(person))
    }

    /// As [`DynAttempt::app`].
    pub fn app(self, name: impl Into<String>) -> Self {
        self.map(|inner| inner.app(name))
    }

    /// As [`DynAttempt::redirect_uri`].
    pub fn redirect_uri(self, uri: impl Into<String>) -> Self {
        self.map(|inner| inner.redirect_uri(uri))
    }

    /// As [`DynAttempt::port`].
    pub fn port(self, port: u16) -> Self {
        self.map(|inner| inner.port(port))
    }

    /// As [`DynAttempt::timeout`].
    pub fn timeout(self, timeout: Duration) -> Self {
        self.map(|inner| inner.timeout(timeout))
    }

    /// As [`DynAttempt::browser`].
    pub fn browser(self, open: impl Fn(&str) -> io::Result<()> + Send + Sync + 'static) -> Self {
        self.map(|inner| inner.browser(open))
    }

    /// As [`DynAttempt::param`].
    pub fn param(self, name: impl Into<String>, value: impl ToString) -> Self {
        self.map(|inner| inner.param(name, value))
    }

    /// As [`DynAttempt::surroundings`].
    pub fn surroundings(self, surroundings: Surroundings) -> Self {
        self.map(|inner| inner.surroundings(surroundings))
    }
}

impl<P: Provider> IntoFuture for Attempt<P> {
    type Output = Result<Session<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let session = self.inner.await?;
            Session::from_dyn(session).ok_or_else(|| {
                Error::new(
                    Code::WrongContext,
                    "the session is of another provider than the client",
                )
                .of(P::SPEC.id)
            })
        })
    }
}
