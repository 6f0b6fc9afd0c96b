//! The authorization request.

mod challenge;
mod prepared;
mod typed;

pub use typed::Authorize;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use challenge::challenge;
use prepared::Prepared;

use super::asked::{Asked, asking};
use super::pending::session_digest;
use super::sign_in::DynSignIn;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::spec::{CallKind, Grants, Pkce, StatePolicy};
use crate::transport::BoxFuture;

/// A sign-in about to begin, for a provider known only at run time.
#[derive(Clone)]
pub struct DynAuthorize {
    core: Arc<Core>,
    redirect_uri: Option<String>,
    scope: String,
    second_scope: String,
    state: Option<Secret>,
    session: Option<Secret>,
    asked: Asked,
}

impl fmt::Debug for DynAuthorize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authorize")
            .field("provider", &self.core.spec.id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl DynAuthorize {
    pub(crate) fn new(core: Arc<Core>, redirect_uri: Option<String>, scope: String) -> Self {
        Self {
            core,
            redirect_uri,
            scope,
            second_scope: String::new(),
            state: None,
            session: None,
            asked: Asked::default(),
        }
    }

    /// The scopes of the second list, joined.
    #[must_use]
    pub fn second_scope(mut self, scope: impl Into<String>) -> Self {
        self.second_scope = scope.into();
        self
    }

    /// A state of the caller's own in place of a random one. It must be
    /// unguessable and used once (RFC 6749 §10.12).
    #[must_use]
    pub fn state(mut self, state: impl Into<Secret>) -> Self {
        self.state = Some(state.into());
        self
    }

    /// Binds the sign-in to the browser's session, so that nobody can finish it
    /// in another person's browser (RFC 9700 §4.7). It is then finished with
    /// [`DynSignIn::finish_in`].
    #[must_use]
    pub fn bound_to(mut self, session: &str) -> Self {
        self.session = Some(session_digest(session));
        self
    }

    /// A further parameter of the authorization request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.asked.param(name.into(), value.to_string());
        self
    }

    /// Draws state and PKCE verifier and writes the URL.
    ///
    /// # Errors
    /// `E0607` when the provider has no such sign-in, or when it begins with a request
    /// of its own and needs [`DynAuthorize::send`]; `E0608` when it wants a scope and
    /// none is asked for, `E0601` to `E0604` when an input is refused.
    pub fn begin(self) -> Result<DynSignIn, Error> {
        let core = self.core.clone();
        let named = |error: Error| error.of(core.spec.id).on(CallKind::Authorize);
        let begin = || {
            let prepared = self.prepared()?;
            prepared.check_direct()?;
            prepared.sign_in(None, None)
        };
        begin().map_err(named)
    }

    /// As [`DynAuthorize::begin`], with the requests that the sign-in needs before it:
    /// the provider's metadata, the registration of the client, the pushed
    /// authorization request.
    ///
    /// # Errors
    /// As [`DynAuthorize::begin`], and what those requests were answered.
    pub fn send(self) -> BoxFuture<'static, Result<DynSignIn, Error>> {
        Box::pin(async move {
            let core = self.core.resolved().await?;
            let core = core.registered(self.redirect_uri.as_deref()).await?;
            let id = core.spec.id;
            let named = |error: Error| error.of(id).on(CallKind::Authorize);
            let begun = Self {
                core: core.clone(),
                ..self
            };
            let prepared = begun.prepared().map_err(named)?;
            let request = prepared.request_object().await.map_err(named)?;
            let pushed = match prepared.push(request.as_ref()).await {
                Ok(pushed) => pushed,
                Err(error) => return Err(core.after_client_error(error).await),
            };
            prepared.sign_in(request, pushed).map_err(named)
        })
    }

    /// Checks what was asked for, and draws what the sign-in is known by.
    fn prepared(mut self) -> Result<Prepared, Error> {
        let spec = self.core.spec;
        self.check_offered()?;
        self.asked.check()?;
        if self.scope.is_empty() {
            let of_resource = || self.core.resource_scope.clone();
            let scope = spec.scopes.default_text().or_else(of_resource);
            self.scope = scope.unwrap_or_default();
        }
        if self.scope.is_empty() && spec.scopes.required {
            return Err(
                Error::new(
                    Code::ScopeRequired,
                    "the provider wants at least one scope: ask for one, or declare `scopes(default(...))`",
                )
                .key("scopes(required)"),
            );
        }
        let method = self.core.pkce.unwrap_or(spec.pkce);
        self.core.check_sign_in(method)?;
        let sends_state = spec.callback.state_policy != StatePolicy::Unsupported;
        let (state, verifier) = match (self.state.take(), method != Pkce::None) {
            (Some(state), true) => {
                let [verifier] = self.core.entropy.tokens()?;
                (state, Some(verifier))
            }
            (Some(state), false) => (state, None),
            (None, true) => {
                let [state, verifier] = self.core.entropy.tokens()?;
                (state, Some(verifier))
            }
            (None, false) => {
                let [state] = self.core.entropy.tokens()?;
                (state, None)
            }
        };
        // A PIN sign-in has no callback that could bring a state back.
        let state = (sends_state && self.redirect_uri.is_some()).then_some(state);
        let nonce = match spec.nonce {
            true => {
                let [nonce] = self.core.entropy.tokens()?;
                Some(nonce)
            }
            false => None,
        };
        let challenge = verifier
            .as_ref()
            .map(|verifier| challenge(method, verifier.expose(), &mut [0; 64]).to_owned());
        let dpop = self.core.session_key(CallKind::Authorize, None)?;
        Ok(Prepared {
            authorize: self,
            state,
            verifier,
            nonce,
            challenge,
            dpop,
        })
    }

    fn check_offered(&self) -> Result<(), Error> {
        let spec = self.core.spec;
        let (grant, key) = match self.redirect_uri {
            Some(_) => (Grants::AUTHORIZATION_CODE, "authorize"),
            None => (Grants::PIN, "callback(pin)"),
        };
        match (&self.redirect_uri, spec.grants.contains(grant)) {
            (_, false) => Err(Error::new(
                Code::NotOffered,
                format!("`{}` does not offer this sign-in", spec.name),
            )
            .key(key)),
            (Some(uri), true) => {
                check_redirect_uri(uri)?;
                self.core.check_redirect_uri(uri)
            }
            (None, true) => Ok(()),
        }
    }
}

asking!(DynAuthorize, asked);

impl IntoFuture for DynAuthorize {
    type Output = Result<DynSignIn, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

/// RFC 6749 §3.1.2: an absolute URI without fragment. Private-use schemes
/// (RFC 8252 §7.1) and registered aliases are let through.
fn check_redirect_uri(uri: &str) -> Result<(), Error> {
    let plain = uri.bytes().all(|b| b.is_ascii_graphic());
    if uri.is_empty() || uri.len() > 2048 || !plain || uri.contains('#') {
        return Err(Error::new(
            Code::InputRefused,
            "the redirect URI is empty, too long, has a fragment, or holds a character that no URI holds",
        )
        .key("redirect_uri"));
    }
    Ok(())
}
