//! Token exchange, RFC 8693.

mod presented;
mod typed;

pub use typed::Exchange;

use std::fmt;
use std::future::IntoFuture;
use std::sync::Arc;

use self::presented::Presented;
use super::token_type::TokenType;
use super::{id_token, steps};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::session::{DynSession, apart};
use crate::spec::{CallKind, Grants};
use crate::token::TokenSet;
use crate::transport::BoxFuture;
use crate::wire::Inputs;

/// A token exchange about to be made, for a provider known only at run time.
/// `.await` it, or call [`DynExchange::send`].
///
/// The session that comes of it is not stored, for it would take the place of the
/// person's own: [`DynClient::adopt`](crate::DynClient::adopt) stores its tokens.
#[derive(Clone)]
pub struct DynExchange {
    core: Arc<Core>,
    subject: Presented,
    actor: Option<Presented>,
    requested: Option<TokenType>,
    audience: Vec<String>,
    resource: Vec<String>,
    scope: String,
    params: Vec<(String, String)>,
}

impl fmt::Debug for DynExchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange")
            .field("provider", &self.core.spec.id)
            .field("subject", &self.subject)
            .field("actor", &self.actor)
            .field("requested_token_type", &self.requested)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl DynExchange {
    fn new(core: Arc<Core>, subject: Presented) -> Self {
        Self {
            core: Core::without_source(core),
            subject,
            actor: None,
            requested: None,
            audience: Vec::new(),
            resource: Vec::new(),
            scope: String::new(),
            params: Vec::new(),
        }
    }

    pub(crate) fn of_token(core: Arc<Core>, token: Secret, kind: TokenType) -> Self {
        Self::new(core, Presented::Token(token, kind))
    }

    pub(crate) fn of_session(core: Arc<Core>, session: DynSession) -> Self {
        Self::new(core, Presented::Session(session))
    }

    /// The token of the party that acts for the subject (RFC 8693 §2.1,
    /// `actor_token`).
    #[must_use]
    pub fn actor(mut self, token: impl Into<Secret>, kind: TokenType) -> Self {
        self.actor = Some(Presented::Token(token.into(), kind));
        self
    }

    /// The party that acts for the subject, by the access token of its session.
    #[must_use]
    pub fn actor_session(mut self, session: &DynSession) -> Self {
        self.actor = Some(Presented::Session(session.clone()));
        self
    }

    /// The type of token that is asked for. Without it the provider decides.
    #[must_use]
    pub fn requested_token_type(mut self, kind: TokenType) -> Self {
        self.requested = Some(kind);
        self
    }

    /// The logical name of a service that the token is for. Each call adds one.
    #[must_use]
    pub fn audience(mut self, name: impl Into<String>) -> Self {
        self.audience.push(name.into());
        self
    }

    /// The URI of a service that the token is for (RFC 8707 §2), in place of the
    /// declared one. Each call adds one.
    #[must_use]
    pub fn resource(mut self, uri: impl Into<String>) -> Self {
        self.resource.push(uri.into());
        self
    }

    /// The scopes that are asked for, joined. Without them the provider decides; the
    /// default scopes of the declaration are for sign-ins.
    #[must_use]
    pub fn scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = scope.into();
        self
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.params.push((name.into(), value.to_string()));
        self
    }

    /// Sends the request.
    ///
    /// The session renews itself by its refresh token. Where there is none, the
    /// exchange is made again if the subject, and the actor if there is one, are
    /// sessions; a token that was handed in is not kept, so the renewal is `E0341`.
    ///
    /// # Errors
    /// `E0607` when the provider has no token exchange, `E0330` when it refuses a
    /// token, `E0312` when it answers a token that is no bearer token although it
    /// calls it an access token, `E03..` for what else it answers, `E05..` when it
    /// was not reached.
    pub fn send(self) -> BoxFuture<'static, Result<DynSession, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        let hub = self.core.hub.clone();
        Box::pin(async move { apart(&hub, self.obtain()).await })
    }

    async fn obtain(mut self) -> Result<DynSession, Error> {
        self.check_offered()?;
        self.core = self.core.resolved().await?;
        let mut tokens = self.exchanged().await?;
        id_token::check(&self.core, &mut tokens, id_token::Sent::default()).await?;
        let core = self.core.clone();
        let core = match self.can_repeat() {
            true => Core::with_source(&core, self),
            false => core,
        };
        Ok(DynSession::new(core, tokens))
    }

    fn check_offered(&self) -> Result<(), Error> {
        let spec = self.core.spec;
        if spec.grants.contains(Grants::TOKEN_EXCHANGE) {
            return Ok(());
        }
        let kind = CallKind::TokenExchange;
        let text = format!("`{}` does not offer token exchange", spec.name);
        Err(Error::new(Code::NotOffered, text)
            .of(spec.id)
            .on(kind)
            .key(kind.key()))
    }

    fn can_repeat(&self) -> bool {
        let mut all = self.actor.iter().chain([&self.subject]);
        all.all(|one| matches!(one, Presented::Session(_)))
    }

    /// Makes the exchange with the tokens as they are now.
    pub(crate) fn exchanged(&self) -> BoxFuture<'_, Result<TokenSet, Error>> {
        Box::pin(async move {
            let kind = CallKind::TokenExchange;
            let (subject, subject_type) = self.subject.token().await?;
            let actor = match &self.actor {
                Some(actor) => Some(actor.token().await?),
                None => None,
            };
            let base = self.core.inputs(kind);
            let named = |name: &String| ("audience".to_owned(), name.clone());
            let audience = self.audience.iter().map(named);
            let params: Vec<_> = audience.chain(self.params.iter().cloned()).collect();
            let inputs = Inputs {
                subject_token: Some(((&subject).into(), subject_type.as_str())),
                actor_token: actor
                    .as_ref()
                    .map(|(token, kind)| (token.into(), kind.as_str())),
                requested_token_type: self.requested.as_ref().map(TokenType::as_str),
                // Another service is named, so the token is not for the declared one.
                resource: base.resource.filter(|_| self.audience.is_empty()),
                resources: &self.resource,
                scope: Some(&self.scope),
                params: &params,
                ..base
            };
            let mut tokens = steps::grant(&self.core, kind, &inputs).await?;
            tokens.requested_scope = (!self.scope.is_empty()).then(|| self.scope.clone());
            tokens.requested_params.clone_from(&self.params);
            Ok(tokens)
        })
    }
}

impl IntoFuture for DynExchange {
    type Output = Result<DynSession, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

impl Core {
    /// A client whose exchanged tokens are renewed by the same exchange.
    fn with_source(core: &Self, source: DynExchange) -> Arc<Self> {
        Arc::new(Self {
            source: Some(Arc::new(source)),
            ..core.clone()
        })
    }

    /// What an exchanged session is renewed by is no part of another exchange.
    fn without_source(core: Arc<Self>) -> Arc<Self> {
        match &core.source {
            None => core,
            Some(_) => Arc::new(Self {
                source: None,
                ..(*core).clone()
            }),
        }
    }
}
