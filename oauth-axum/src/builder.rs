//! What the application says about itself, checked once, before the first request.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::capability::AuthorizationCodeGrant;
use oauth_runtime::{Authorize, Client, Code, DynClient, Error, Provider, Secret};

use crate::accounts::Accounts;
use crate::base::{Base, is_dots};
use crate::context::Context;
use crate::entry::LARGEST;
use crate::oauth::{OAuth, Shared};
use crate::return_to::ReturnTo;
use crate::sealer::Sealer;
use crate::sessions::Sessions;

/// Collects the providers of an [`OAuth`].
pub struct Builder {
    base_url: String,
    keys: Vec<Secret>,
    app: Option<String>,
    prefix: String,
    contexts: Vec<Context>,
    return_to: Vec<String>,
    accounts: Option<Arc<dyn Accounts>>,
    sessions: Option<Arc<dyn Sessions>>,
    remember: Option<Duration>,
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

impl Builder {
    pub(crate) fn new(base_url: String, key: Secret) -> Self {
        Self {
            base_url,
            keys: vec![key],
            app: None,
            prefix: "/oauth".to_owned(),
            contexts: Vec::new(),
            return_to: Vec::new(),
            accounts: None,
            sessions: None,
            remember: None,
        }
    }

    /// Adds a provider under a name of the application's own, which stands in its
    /// paths and its redirect URI: lower case letters, digits and `-`.
    ///
    /// Two tenants of one provider are two names, with a client each.
    #[must_use]
    pub fn provider<P: Provider + AuthorizationCodeGrant>(
        self,
        name: impl Into<String>,
        client: Client<P>,
        scopes: impl IntoIterator<Item = P::Scope>,
    ) -> Self {
        let scopes: Vec<P::Scope> = scopes.into_iter().collect();
        self.provider_with(name, client, move |client, redirect_uri| {
            client.authorize(redirect_uri, scopes.clone())
        })
    }

    /// As [`Builder::provider`], with an authorization request of the application's
    /// own: further parameters, scopes of the second list.
    ///
    /// ```no_run
    /// # use oauth_accelo::{AcceloClient, AcceloScope};
    /// # fn add(builder: oauth_axum::Builder, accelo: AcceloClient) -> oauth_axum::Builder {
    /// builder.provider_with("accelo", accelo, |accelo, redirect_uri| {
    ///     accelo.authorize(redirect_uri, [AcceloScope::ReadAll]).param("prompt", "consent")
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn provider_with<P: Provider + AuthorizationCodeGrant>(
        mut self,
        name: impl Into<String>,
        client: Client<P>,
        request: impl Fn(&Client<P>, &str) -> Authorize<P> + Send + Sync + 'static,
    ) -> Self {
        let context = Context::typed(name.into(), client, request);
        self.contexts.push(context);
        self
    }

    /// Adds a provider that is known only at run time. The scope is joined as the
    /// provider wants it. Handlers reach it with [`OAuth::connected_dyn`].
    #[must_use]
    pub fn dyn_provider(
        mut self,
        name: impl Into<String>,
        client: DynClient,
        scope: impl Into<String>,
    ) -> Self {
        let context = Context::untyped(name.into(), client, scope.into());
        self.contexts.push(context);
        self
    }

    /// Lets the provider that was added last be found by its name only
    /// ([`OAuth::connected`]), and not by [`Connected<P>`](crate::Connected). Of
    /// several contexts of one provider all but one need it.
    #[must_use]
    pub fn by_name(mut self) -> Self {
        if let Some(last) = self.contexts.last_mut() {
            last.by_type = None;
        }
        self
    }

    /// The paths that a sign-in may return to: a path such as `/settings`, or
    /// `/settings/*` for all below it. Everything else is replaced by the first
    /// path without `*`, or by `/`.
    #[must_use]
    pub fn return_to(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.return_to = paths.into_iter().map(Into::into).collect();
        self
    }

    /// Where the routes begin. The default is `/oauth`.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// The name of the application on pages. The default is its host.
    #[must_use]
    pub fn app(mut self, name: impl Into<String>) -> Self {
        self.app = Some(name.into());
        self
    }

    /// Who is at the browser, for a program that has users of its own.
    #[must_use]
    pub fn accounts(mut self, accounts: impl Accounts) -> Self {
        self.accounts = Some(Arc::new(accounts));
        self
    }

    /// Keeps what belongs to a browser in the program's own sessions, in place of
    /// sealed cookies.
    #[must_use]
    pub fn sessions(mut self, sessions: impl Sessions) -> Self {
        self.sessions = Some(Arc::new(sessions));
        self
    }

    /// Keeps a browser connected for so long after its sign-in, also when it was
    /// closed meanwhile. The default is until it is closed.
    #[must_use]
    pub fn remember(mut self, lifetime: Duration) -> Self {
        self.remember = Some(lifetime);
        self
    }

    /// A key that cookies were sealed with before. They still open, and new ones
    /// are sealed with the key of [`OAuth::builder`].
    #[must_use]
    pub fn older_key(mut self, key: impl Into<Secret>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// Finishes the set. Everything that can be wrong is told here.
    ///
    /// # Errors
    /// `E0610` for a setting that is refused, `E0709` for a client without store,
    /// `E06..` when a provider cannot begin a sign-in with these scopes.
    pub fn build(self) -> Result<OAuth, Error> {
        let base = Base::parse(&self.base_url)?;
        let sealer = Sealer::new(self.keys.iter())?;
        let return_to = ReturnTo::new(&self.return_to, &base.path)?;
        check_prefix(&self.prefix)?;
        let mut contexts: Vec<Context> = Vec::with_capacity(self.contexts.len());
        for mut context in self.contexts {
            check_name(&context, &contexts)?;
            context.path = format!("{}{}/{}", base.path, self.prefix, context.name);
            context.redirect_uri = format!("{}{}", base.origin, context.callback_path());
            check_client(&context, self.sessions.is_none())?;
            contexts.push(context);
        }
        label(&mut contexts);
        Ok(OAuth(Arc::new(Shared {
            app: self.app.unwrap_or_else(|| base.host.clone()),
            base,
            contexts: contexts.into_iter().map(Arc::new).collect(),
            sealer,
            return_to,
            prefix: self.prefix,
            accounts: self.accounts,
            sessions: self.sessions,
            remember: self.remember,
        })))
    }
}

fn refused(key: &'static str, text: String) -> Error {
    Error::new(Code::SettingRefused, text).key(key)
}

fn check_prefix(prefix: &str) -> Result<(), Error> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-._~".contains(&b);
    let good = prefix.starts_with('/')
        && !prefix.ends_with('/')
        && !prefix.contains("//")
        && prefix.bytes().all(plain)
        && !prefix.split('/').any(is_dots);
    match good {
        true => Ok(()),
        false => Err(refused(
            "prefix",
            format!(
                "`{}` is no start of a path; write it as `/oauth`",
                prefix.escape_default()
            ),
        )),
    }
}

fn check_name(context: &Context, others: &[Context]) -> Result<(), Error> {
    let name = &context.name;
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if name.is_empty() || name.len() > 32 || !name.bytes().all(plain) {
        return Err(refused(
            "provider",
            format!(
                "`{}` is no name of a provider here; take up to 32 lower case letters, digits and `-`",
                name.escape_default()
            ),
        ));
    }
    if others.iter().any(|other| other.name == *name) {
        return Err(refused(
            "provider",
            format!("two providers are called `{name}`; give each tenant a name of its own"),
        ));
    }
    let same_type = others
        .iter()
        .find(|other| other.by_type.is_some() && other.by_type == context.by_type);
    match same_type {
        None => Ok(()),
        Some(other) => Err(refused(
            "provider",
            format!(
                "`{}` and `{name}` are the same provider, so its type does not tell which one `Connected` means; put `.by_name()` behind one of them",
                other.name
            ),
        )),
    }
}

/// A sign-in that cannot begin, or whose tokens nobody would keep, shows now.
fn check_client(context: &Context, in_cookie: bool) -> Result<(), Error> {
    if !context.client.has_store() {
        return Err(Error::new(
            Code::StoreConfig,
            format!(
                "the client of `{}` has no store, so the next request would find no tokens; set one with `store(...)` of its builder",
                context.name
            ),
        )
        .of(context.client.spec().id)
        .key("store"));
    }
    let Some(sign_in) = context.check()? else {
        return Ok(());
    };
    let pending = sign_in.pending();
    if pending.redirect_uri() != Some(&context.redirect_uri) {
        return Err(refused(
            "provider_with",
            format!(
                "the request of `{}` has another redirect URI than the one it was given",
                context.name
            ),
        ));
    }
    // The longest path to return to has room beside it.
    if in_cookie && pending.to_json().expose().len() + 1_000 > LARGEST {
        return Err(refused(
            "sessions",
            format!(
                "a pending sign-in of `{}` does not fit into a cookie; ask for fewer scopes, or keep it in the program's sessions",
                context.name
            ),
        ));
    }
    Ok(())
}

/// Two contexts of one provider are told apart on pages.
fn label(contexts: &mut [Context]) {
    let names: Vec<String> = contexts.iter().map(|it| it.label.clone()).collect();
    for context in contexts {
        if names.iter().filter(|name| **name == context.label).count() > 1 {
            context.label = format!("{} ({})", context.label, context.name);
        }
    }
}
