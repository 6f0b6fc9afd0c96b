//! The authorization request.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::pending::{PendingSignIn, session_digest, unix_seconds};
use super::sign_in::{DynSignIn, SignIn};
use crate::capability::DirectAuthorization;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::provider::Provider;
use crate::scope::join;
use crate::secret::Secret;
use crate::spec::{CallKind, Grants, Pkce, StatePolicy};
use crate::transport::BoxFuture;
use crate::wire::{Inputs, plan_url};

/// A sign-in about to begin, for a provider known only at run time.
#[derive(Clone)]
pub struct DynAuthorize {
    core: Arc<Core>,
    redirect_uri: Option<String>,
    scope: String,
    second_scope: String,
    state: Option<Secret>,
    session: Option<Secret>,
    params: Vec<(String, String)>,
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
            params: Vec::new(),
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
        self.params.push((name.into(), value.to_string()));
        self
    }

    /// Draws state and PKCE verifier and writes the URL.
    ///
    /// # Errors
    /// `E0607` when the provider has no such sign-in, `E0608` when it wants a
    /// scope and none is asked for, `E0601` to `E0604` when an input is refused.
    pub fn begin(self) -> Result<DynSignIn, Error> {
        let core = self.core.clone();
        let named = |error: Error| error.of(core.spec.id).on(CallKind::Authorize);
        self.begin_unnamed().map_err(named)
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
            Self { core, ..self }.begin()
        })
    }

    fn begin_unnamed(mut self) -> Result<DynSignIn, Error> {
        let spec = self.core.spec;
        self.check_offered()?;
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
        let mut room = [0; 64];
        let challenge = verifier
            .as_ref()
            .map(|verifier| challenge(method, verifier.expose(), &mut room));
        let inputs = Inputs {
            redirect_uri: self.redirect_uri.as_deref(),
            scope: Some(&self.scope),
            second_scope: Some(&self.second_scope),
            state: state.as_ref().map(Into::into),
            nonce: nonce.as_ref().map(Into::into),
            code_challenge: challenge,
            params: &self.params,
            ..self.core.inputs(CallKind::Authorize)
        };
        let drawn = self.core.draw(self.core.call(CallKind::Authorize)?)?;
        let inputs = drawn.over(&inputs);
        let url = plan_url(spec, CallKind::Authorize, &inputs)?;
        self.core.show(CallKind::Authorize, &inputs, |_| ());
        let client_id = self.core.client_id.clone();
        let tenant = self.core.vars.tenant(spec);
        let frozen = self.core.frozen();
        let begun_at = unix_seconds(self.core.time.now());
        Ok(DynSignIn::begun(
            self.core,
            url,
            PendingSignIn {
                provider: spec.id.into(),
                client_id,
                tenant,
                begun_at,
                session: self.session,
                state,
                verifier,
                nonce,
                redirect_uri: self.redirect_uri,
                scope: self.scope,
                second_scope: self.second_scope,
                frozen,
                dpop_key: None,
                max_age: None,
            },
        ))
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
            (Some(uri), true) => check_redirect_uri(uri),
            (None, true) => Ok(()),
        }
    }
}

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

/// The challenge of a verifier, RFC 7636 §4.2, written into `room`.
fn challenge<'c>(method: Pkce, verifier: &'c str, room: &'c mut [u8; 64]) -> &'c str {
    let length = match method {
        Pkce::Plain | Pkce::None => return verifier,
        Pkce::S256 => {
            let written = URL_SAFE_NO_PAD.encode_slice(Sha256::digest(verifier), room);
            written.unwrap_or_default()
        }
        Pkce::S256Hex => {
            for (pair, byte) in room.chunks_exact_mut(2).zip(Sha256::digest(verifier)) {
                let digit = |nibble| b"0123456789abcdef".get(usize::from(nibble));
                pair.copy_from_slice(&[byte >> 4, byte & 15].map(|n| *digit(n).unwrap_or(&b'0')));
            }
            room.len()
        }
    };
    let written = room.get(..length).unwrap_or_default();
    std::str::from_utf8(written).unwrap_or_default()
}

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

impl<P: Provider> IntoFuture for Authorize<P> {
    type Output = Result<SignIn<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_one_of_rfc_7636_appendix_b() {
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(
            challenge(Pkce::S256, verifier, &mut [0; 64]),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
        let mut room = [0; 64];
        let hex = challenge(Pkce::S256Hex, verifier, &mut room);
        assert_eq!(hex.len(), 64);
        assert!(hex.starts_with("13d31e961a1ad8ec2f16b10c4c982e08"));
    }
}
