//! From the callback to a session.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use super::callback::{Accepted, jarm, validate};
use super::code::exchange;
use super::id_token;
use super::pending::{PendingSignIn, unix_seconds};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::provider::Provider;
use crate::session::{DynSession, Session, apart};
use crate::spec::CallKind;
use crate::transport::BoxFuture;

/// A sign-in that waits for its callback, for a provider known only at run time.
pub struct DynSignIn {
    core: Arc<Core>,
    url: String,
    pending: PendingSignIn,
    /// Shared with the clones, and made when there is one to share it with.
    finished: OnceLock<Arc<AtomicBool>>,
}

impl Clone for DynSignIn {
    fn clone(&self) -> Self {
        Self {
            core: self.core.clone(),
            url: self.url.clone(),
            pending: self.pending.clone(),
            finished: self.finished().clone().into(),
        }
    }
}

impl fmt::Debug for DynSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn")
            .field("provider", &self.core.spec.id)
            .finish_non_exhaustive()
    }
}

impl DynSignIn {
    pub(super) fn begun(core: Arc<Core>, url: String, pending: PendingSignIn) -> Self {
        Self {
            core,
            url,
            pending,
            finished: OnceLock::new(),
        }
    }

    pub(crate) fn resumed(core: Arc<Core>, pending: PendingSignIn) -> Self {
        Self::begun(core, String::new(), pending)
    }

    fn finished(&self) -> &Arc<AtomicBool> {
        self.finished.get_or_init(Arc::default)
    }

    /// The address for the user's browser. Empty for a resumed sign-in.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What must be remembered when the callback reaches another request or process.
    #[must_use]
    pub fn pending(&self) -> &PendingSignIn {
        &self.pending
    }

    /// Checks the callback and exchanges its code for tokens.
    ///
    /// Takes what the browser ended at: the whole URL, its query, its fragment,
    /// a form body, or the PIN that the user typed. A callback that does not
    /// belong to this sign-in is refused, and the sign-in goes on waiting.
    ///
    /// # Errors
    /// `E0401` to `E0408` for the callback, `E0418` and `E0420` for one that must be
    /// signed, `E03..` for the exchange, `E05..` when the provider was not reached. After `E0501` the same callback can be
    /// given again.
    pub fn finish<'a>(&'a self, callback: &'a str) -> BoxFuture<'a, Result<DynSession, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.accept(None, callback))
    }

    /// As [`DynSignIn::finish`], for a sign-in that is
    /// [bound to the browser's session](crate::DynAuthorize::bound_to).
    ///
    /// # Errors
    /// As [`DynSignIn::finish`], and `E0409` when another session began.
    pub fn finish_in<'a>(
        &'a self,
        session: &'a str,
        callback: &'a str,
    ) -> BoxFuture<'a, Result<DynSession, Error>> {
        Box::pin(self.accept(Some(session), callback))
    }

    /// Checks a callback without using it up. A listener that must answer the
    /// browser knows so whether this is the callback it waits for.
    ///
    /// # Errors
    /// As [`DynSignIn::finish`] before the exchange.
    ///
    /// Of a signed response (`callback(jwt)`) only the state is looked at: the signature
    /// needs the provider's keys, and `finish` checks it.
    pub fn check(&self, callback: &str) -> Result<(), Error> {
        let spec = self.core.spec;
        let named = |error: Error| error.of(spec.id).on(CallKind::Authorize);
        self.check_open(self.pending.session.is_some())
            .map_err(named)?;
        let checked = match self.core.signed_responses() {
            true => jarm::belongs(spec, &self.pending, callback),
            false => self.plain(callback).map(|_| ()),
        };
        checked.map_err(named)
    }

    /// Whether the sign-in still waits, here and for this client.
    fn check_open(&self, is_bound: bool) -> Result<(), Error> {
        self.check_context()?;
        if is_bound != self.pending.session.is_some() {
            return Err(other_session());
        }
        match self.is_finished() {
            true => Err(finished()),
            false => self.check_age(),
        }
    }

    fn plain(&self, callback: &str) -> Result<Accepted, Error> {
        let frozen = self.pending.frozen.as_ref();
        let issuer = frozen.map_or(&self.core.issuer, |frozen| &frozen.issuer);
        validate(self.core.spec, issuer.as_deref(), &self.pending, callback)
    }

    async fn accept(&self, session: Option<&str>, callback: &str) -> Result<DynSession, Error> {
        let spec = self.core.spec;
        let named = |error: Error| error.of(spec.id).on(CallKind::Authorize);
        if !self.pending.is_of(session) {
            return Err(named(other_session()));
        }
        self.check_open(session.is_some()).map_err(named)?;
        let core = self.core.as_begun(self.pending.frozen.as_ref())?;
        let accepted = match core.signed_responses() {
            true => signed(&core, &self.pending, callback).await,
            false => self.plain(callback),
        };
        let accepted = accepted.map_err(named)?;
        if self.pending.expects_id_token() {
            id_token::prepare(&core).await?;
        }
        if !self.consume() {
            return Err(named(finished()));
        }
        let exchange = exchange(core, self.pending.clone(), accepted);
        let session = apart(&self.core.hub, exchange).await;
        if session
            .as_ref()
            .is_err_and(|error| error.code() == Code::NotConnected)
        {
            // The code was never sent, so it is still good.
            self.reopen();
        }
        session
    }

    /// A record may come back from a cookie, so it must be this client's own.
    fn check_context(&self) -> Result<(), Error> {
        let (core, pending) = (&self.core, &self.pending);
        if pending.provider != core.spec.id
            || pending.client_id != core.client_id
            || pending.tenant != core.vars.tenant(core.spec)
        {
            return Err(Error::new(
                Code::WrongContext,
                "the pending sign-in began at another provider, tenant or client; begin a new one",
            ));
        }
        Ok(())
    }

    fn check_age(&self) -> Result<(), Error> {
        let (core, pending) = (&self.core, &self.pending);
        let age = unix_seconds(core.time.now()).saturating_sub(pending.begun_at);
        if age > core.sign_in_lifetime.as_secs() {
            return Err(Error::new(
                Code::SignInExpired,
                "the sign-in began too long ago; begin a new one",
            ));
        }
        Ok(())
    }

    fn is_finished(&self) -> bool {
        let known = self.core.hub.finished();
        self.finished().load(Ordering::Acquire)
            || self
                .pending
                .fingerprint()
                .is_some_and(|own| known.is_finished(&own))
    }

    /// Marks the sign-in as finished, here and in every copy of its record.
    fn consume(&self) -> bool {
        let known = self.core.hub.finished();
        !self.finished().swap(true, Ordering::AcqRel)
            && self
                .pending
                .fingerprint()
                .is_none_or(|own| known.finish(own))
    }

    fn reopen(&self) {
        if let Some(own) = self.pending.fingerprint() {
            self.core.hub.finished().reopen(&own);
        }
        self.finished().store(false, Ordering::Release);
    }
}

/// Checks a response that the provider signed (JARM §2.4).
async fn signed(core: &Core, pending: &PendingSignIn, callback: &str) -> Result<Accepted, Error> {
    let jwt = jarm::response(core.spec, pending, callback)?;
    let verified = core.verified(&jwt, core.provider_algs()).await;
    let claims = verified.map_err(|error| match error.code() {
        // Anybody can send a browser to the redirect URI.
        Code::JwtRefused => error.key("callback(jwt)").stray(),
        _ => error,
    })?;
    let expected = jarm::Expected {
        issuer: core.issuer.as_deref(),
        client_id: core.acting_id(),
        now: core.time.now(),
    };
    jarm::validate_signed(core.spec, &expected, pending, callback, &claims)
}

fn other_session() -> Error {
    Error::new(
        Code::WrongContext,
        "the sign-in began in another browser session than the one that the callback came to",
    )
    .stray()
}

fn finished() -> Error {
    Error::new(
        Code::AlreadyFinished,
        "the sign-in was already finished; begin a new one",
    )
}

/// A sign-in that waits for its callback.
#[derive(Clone)]
pub struct SignIn<P: Provider> {
    inner: DynSignIn,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for SignIn<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> SignIn<P> {
    pub(crate) fn new(inner: DynSignIn) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// The address for the user's browser. Empty for a resumed sign-in.
    #[must_use]
    pub fn url(&self) -> &str {
        self.inner.url()
    }

    /// What must be remembered when the callback reaches another request or process.
    #[must_use]
    pub fn pending(&self) -> &PendingSignIn {
        self.inner.pending()
    }

    /// Checks the callback and exchanges its code for tokens.
    ///
    /// Takes what the browser ended at: the whole URL, its query, its fragment,
    /// a form body, or the PIN that the user typed. A callback that does not
    /// belong to this sign-in is refused, and the sign-in goes on waiting.
    ///
    /// # Errors
    /// As [`DynSignIn::finish`].
    pub async fn finish(&self, callback: &str) -> Result<Session<P>, Error> {
        self.inner.finish(callback).await.map(Session::new)
    }

    /// As [`SignIn::finish`], for a sign-in that is
    /// [bound to the browser's session](crate::Authorize::bound_to).
    ///
    /// # Errors
    /// As [`DynSignIn::finish_in`].
    pub async fn finish_in(&self, session: &str, callback: &str) -> Result<Session<P>, Error> {
        self.inner
            .finish_in(session, callback)
            .await
            .map(Session::new)
    }

    /// The same sign-in without its type parameter.
    #[must_use]
    pub fn as_dyn(&self) -> &DynSignIn {
        &self.inner
    }
}
