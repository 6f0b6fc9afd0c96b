//! The backchannel authentication request, OpenID CIBA §7.1.

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;
use std::time::Duration;

use super::sign_in::DynBackchannelSignIn;
use crate::client::Core;
use crate::error::{Code, Error};
use crate::flow::device::Mark;
use crate::secret::Secret;
use crate::spec::{CallKind, Grants};
use crate::transport::BoxFuture;
use crate::wire::Inputs;
use crate::wire::judge::{Answer, judge_backchannel};

const KIND: CallKind = CallKind::BackchannelAuthentication;

/// A backchannel authentication request about to be sent, for a provider known only
/// at run time. `.await` it, or call [`DynBackchannelRequest::send`].
#[derive(Clone)]
pub struct DynBackchannelRequest {
    core: Arc<Core>,
    scope: String,
    hints: Vec<Hint>,
    notification_token: Option<Secret>,
    secret_params: Vec<(&'static str, Secret)>,
    params: Vec<(String, String)>,
    defaults: bool,
}

/// Who is to sign in.
#[derive(Clone)]
enum Hint {
    Login(String),
    LoginToken(Secret),
    IdToken(Secret),
}

impl fmt::Debug for DynBackchannelRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackchannelRequest")
            .field("provider", &self.core.spec.id)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl DynBackchannelRequest {
    pub(crate) fn new(core: Arc<Core>, scope: String) -> Self {
        Self {
            core,
            scope,
            hints: Vec::new(),
            notification_token: None,
            secret_params: Vec::new(),
            params: Vec::new(),
            defaults: true,
        }
    }

    /// Who is to sign in, by a name that the provider knows: an address, a number.
    #[must_use]
    pub fn login_hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(Hint::Login(hint.into()));
        self
    }

    /// Who is to sign in, by a token that says so.
    #[must_use]
    pub fn login_hint_token(mut self, token: impl Into<Secret>) -> Self {
        self.hints.push(Hint::LoginToken(token.into()));
        self
    }

    /// Who is to sign in, by an ID token of an earlier sign-in.
    #[must_use]
    pub fn id_token_hint(mut self, id_token: impl Into<Secret>) -> Self {
        self.hints.push(Hint::IdToken(id_token.into()));
        self
    }

    /// A short text that is shown on both devices, so that the person sees what they
    /// agree to.
    #[must_use]
    pub fn binding_message(self, message: impl Into<String>) -> Self {
        self.param("binding_message", message.into())
    }

    /// The secret code that the person gave the program, so that nobody else can have
    /// them asked.
    #[must_use]
    pub fn user_code(mut self, code: impl Into<Secret>) -> Self {
        self.secret_params.push(("user_code", code.into()));
        self
    }

    /// How long the person shall have; whole seconds count, and at least one.
    #[must_use]
    pub fn requested_expiry(self, within: Duration) -> Self {
        self.param("requested_expiry", within.as_secs().max(1))
    }

    /// How the person shall prove who they are, in order of preference, joined by
    /// spaces.
    #[must_use]
    pub fn acr_values(self, values: impl Into<String>) -> Self {
        self.param("acr_values", values.into())
    }

    /// The token with which the provider tells the program's own endpoint that the
    /// person has decided (ping mode, §10.2). What comes there is handed to
    /// [`DynBackchannelSignIn::notified`]. At least 128 bits that nobody can guess.
    #[must_use]
    pub fn client_notification_token(mut self, token: impl Into<Secret>) -> Self {
        self.notification_token = Some(token.into());
        self
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.params.push((name.into(), value.to_string()));
        self
    }

    /// Asks for no scope, although the declaration has default scopes.
    #[must_use]
    pub fn without_default_scopes(mut self) -> Self {
        self.defaults = false;
        self
    }

    /// Asks the provider to ask the person.
    ///
    /// # Errors
    /// `E0607` when the provider has no backchannel authentication, `E0603` when not
    /// exactly one hint is given, `E0608` when it wants a scope and none is asked for,
    /// `E03..` for what it answers, `E05..` when it was not reached.
    pub fn send(self) -> BoxFuture<'static, Result<DynBackchannelSignIn, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        Box::pin(self.ask())
    }

    async fn ask(mut self) -> Result<DynBackchannelSignIn, Error> {
        let named = |error: Error| error.of(self.core.spec.id).on(KIND);
        self.check().map_err(named)?;
        self.core = self.core.resolved().await?;
        if self.scope.is_empty() && self.defaults {
            self.scope = self.core.spec.scopes.default_text().unwrap_or_default();
        }
        let core = &self.core;
        let begun = Mark::now(&core.time);
        let mut id_token_hint = None;
        let mut params = self.params.clone();
        let mut secret_params = self.secret_params.clone();
        for hint in &self.hints {
            match hint {
                Hint::Login(hint) => params.push(("login_hint".to_owned(), hint.clone())),
                Hint::LoginToken(token) => secret_params.push(("login_hint_token", token.clone())),
                Hint::IdToken(id_token) => id_token_hint = Some(id_token.into()),
            }
        }
        if let Some(token) = &self.notification_token {
            secret_params.push(("client_notification_token", token.clone()));
        }
        let inputs = Inputs {
            scope: Some(&self.scope),
            id_token_hint,
            params: &params,
            secret_params: &secret_params,
            ..core.inputs(KIND)
        };
        let judge = |answer: &Answer<'_>| judge_backchannel(answer, begun.wall());
        let issued = core.perform(KIND, &inputs, judge).await?;
        Ok(DynBackchannelSignIn::issued(
            self.core,
            self.scope,
            self.notification_token,
            begun,
            issued,
        ))
    }

    fn check(&self) -> Result<(), Error> {
        let spec = self.core.spec;
        if !spec.grants.contains(Grants::CIBA) {
            let text = format!("`{}` does not offer this sign-in", spec.name);
            return Err(Error::new(Code::NotOffered, text).key(KIND.key()));
        }
        if self.hints.len() != 1 {
            return Err(Error::new(
                Code::InputRefused,
                "say who is to sign in, in exactly one way: `login_hint`, `login_hint_token` or `id_token_hint`",
            ));
        }
        let asked = !self.scope.is_empty();
        let default = self.defaults && spec.scopes.default_text().is_some();
        match spec.scopes.required && !asked && !default {
            true => Err(
                Error::new(Code::ScopeRequired, "the provider wants at least one scope")
                    .key("scopes(required)"),
            ),
            false => Ok(()),
        }
    }
}

impl IntoFuture for DynBackchannelRequest {
    type Output = Result<DynBackchannelSignIn, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}
