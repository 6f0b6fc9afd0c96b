//! Grants without a browser.

use std::fmt;
use std::future::IntoFuture;
use std::marker::PhantomData;
use std::sync::Arc;

use super::asked::{Asked, asking_access};
use super::code::{Exchange, exchange_code};
use super::steps;
use super::{assertion, id_token};
use crate::client::Core;
use crate::error::{Code, Error};
use crate::provider::Provider;
use crate::secret::Secret;
use crate::session::{DynSession, Session, apart};
use crate::spec::{CallKind, Grants};
use crate::token::{Kept, TokenSet};
use crate::transport::BoxFuture;
use crate::wire::Inputs;
use crate::wire::judge::judge_code;

/// A grant about to be used, for a provider known only at run time. `.await` it,
/// or call [`DynGrant::send`].
#[derive(Clone)]
pub struct DynGrant {
    core: Arc<Core>,
    kind: CallKind,
    scope: String,
    username: Option<String>,
    password: Option<Secret>,
    redirect_uri: Option<String>,
    assertion: Option<Secret>,
    asked: Asked,
    defaults: bool,
}

impl fmt::Debug for DynGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grant")
            .field("provider", &self.core.spec.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl DynGrant {
    pub(crate) fn new(core: Arc<Core>, kind: CallKind, scope: String) -> Self {
        Self {
            core,
            kind,
            scope,
            username: None,
            password: None,
            redirect_uri: None,
            assertion: None,
            asked: Asked::default(),
            defaults: true,
        }
    }

    pub(crate) fn user(mut self, username: String, password: Secret) -> Self {
        self.username = Some(username);
        self.password = Some(password);
        self
    }

    pub(crate) fn redirect_uri(mut self, uri: String) -> Self {
        self.redirect_uri = Some(uri);
        self
    }

    pub(crate) fn assertion(mut self, assertion: Secret) -> Self {
        self.assertion = Some(match self.kind {
            CallKind::Saml2Bearer => assertion::encoded(assertion),
            _ => assertion,
        });
        self
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.asked.param(name.into(), value.to_string());
        self
    }

    /// Asks for no scope, although the declaration has default scopes.
    #[must_use]
    pub fn without_default_scopes(mut self) -> Self {
        self.defaults = false;
        self
    }

    /// Sends the request.
    ///
    /// # Errors
    /// `E0607` when the provider has no such grant, `E03..` for what it answers,
    /// `E05..` when it was not reached, `E06..` for a refused input.
    pub fn send(self) -> BoxFuture<'static, Result<DynSession, Error>> {
        // In a box, so that each program does not compile and hold all of it again.
        let hub = self.core.hub.clone();
        Box::pin(async move { apart(&hub, self.obtain()).await })
    }

    async fn obtain(mut self) -> Result<DynSession, Error> {
        let spec = self.core.spec;
        self.check_offered()?;
        let kind = self.kind;
        let named = |error: Error| error.of(spec.id).on(kind);
        self.asked.check().map_err(named)?;
        self.core = self.core.resolved().await?;
        if self.scope.is_empty() && self.defaults {
            self.scope = spec.scopes.default_text().unwrap_or_default();
        }
        let mut tokens = match self.kind {
            CallKind::CodeRequest => self.by_code().await?,
            _ => self.by_token().await?,
        };
        id_token::check(&self.core, &mut tokens, id_token::Sent::default()).await?;
        DynSession::signed_in(self.core, tokens).await
    }

    fn check_offered(&self) -> Result<(), Error> {
        let spec = self.core.spec;
        let grant = match self.kind {
            CallKind::ClientCredentials => Grants::CLIENT_CREDENTIALS,
            CallKind::Password => Grants::PASSWORD,
            CallKind::JwtBearer => Grants::JWT_BEARER,
            CallKind::Saml2Bearer => Grants::SAML2_BEARER,
            _ => Grants::CODE_REQUEST,
        };
        if spec.grants.contains(grant) {
            return assertion::check(&self.core, self.kind, self.assertion.as_ref());
        }
        Err(Error::new(
            Code::NotOffered,
            format!("`{}` does not offer this grant", spec.name),
        )
        .of(spec.id)
        .on(self.kind)
        .key(self.kind.key()))
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs {
            scope: Some(&self.scope),
            username: self.username.as_deref(),
            password: self.password.as_ref().map(Into::into),
            redirect_uri: self.redirect_uri.as_deref(),
            grant_assertion: self.assertion.as_ref().map(Into::into),
            params: &self.asked.params,
            resources: &self.asked.resources,
            ..self.core.inputs(self.kind)
        }
    }

    async fn by_token(&self) -> Result<TokenSet, Error> {
        let mut tokens = steps::grant(&self.core, self.kind, &self.inputs()).await?;
        tokens.requested_scope = (!self.scope.is_empty()).then(|| self.scope.clone());
        tokens.requested_params = self.asked.kept();
        Ok(tokens)
    }

    async fn by_code(&self) -> Result<TokenSet, Error> {
        let code = self
            .core
            .perform(self.kind, &self.inputs(), judge_code)
            .await?;
        let kept = Kept::default();
        let exchange = Exchange {
            redirect_uri: self.redirect_uri.as_deref(),
            scope: &self.scope,
            resources: &self.asked.resources,
            ..Exchange::of(&code, &kept)
        };
        exchange_code(&self.core, &exchange).await
    }
}

asking_access!(DynGrant, asked);

impl IntoFuture for DynGrant {
    type Output = Result<DynSession, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        self.send()
    }
}

/// A grant about to be used. `.await` it, or call [`Grant::send`].
pub struct Grant<P: Provider> {
    inner: DynGrant,
    provider: PhantomData<fn() -> P>,
}

impl<P: Provider> fmt::Debug for Grant<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<P: Provider> Grant<P> {
    pub(crate) fn new(inner: DynGrant) -> Self {
        Self {
            inner,
            provider: PhantomData,
        }
    }

    /// A further parameter of the request.
    #[must_use]
    pub fn param(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.inner = self.inner.param(name, value);
        self
    }

    /// Asks for no scope, although the declaration has default scopes.
    #[must_use]
    pub fn without_default_scopes(mut self) -> Self {
        self.inner = self.inner.without_default_scopes();
        self
    }

    /// Sends the request.
    ///
    /// # Errors
    /// As [`DynGrant::send`].
    pub async fn send(self) -> Result<Session<P>, Error> {
        self.inner.send().await.map(Session::new)
    }
}

asking_access!(Grant<P: Provider>, inner.asked);

impl<P: Provider> IntoFuture for Grant<P> {
    type Output = Result<Session<P>, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}
