//! The finished set of providers.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::Extension;
use http::HeaderMap;
use http::request::Parts;
use oauth_runtime::{Code, DynSession, Error, Provider, Secret, Session};

use crate::accounts::Accounts;
use crate::base::Base;
use crate::browser;
use crate::builder::Builder;
use crate::context::Context;
use crate::return_to::ReturnTo;
use crate::routes;
use crate::sealer::Sealer;
use crate::sessions::Sessions;
use crate::site;

pub(crate) struct Shared {
    pub(crate) base: Base,
    pub(crate) app: String,
    pub(crate) contexts: Vec<Arc<Context>>,
    pub(crate) sealer: Sealer,
    pub(crate) return_to: ReturnTo,
    pub(crate) prefix: String,
    pub(crate) accounts: Option<Arc<dyn Accounts>>,
    pub(crate) sessions: Option<Arc<dyn Sessions>>,
    pub(crate) remember: Option<Duration>,
}

impl Shared {
    pub(crate) fn context(&self, name: &str) -> Option<&Arc<Context>> {
        self.contexts.iter().find(|context| context.name == name)
    }
}

/// The providers that browsers can sign in to: their routes, and whose connection
/// a request may use. Cloning is cheap.
#[derive(Clone)]
pub struct OAuth(pub(crate) Arc<Shared>);

impl fmt::Debug for OAuth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.contexts.iter().map(|context| &context.name);
        f.debug_struct("OAuth")
            .field("origin", &self.0.base.origin)
            .field("contexts", &names.collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

impl OAuth {
    /// Starts with the address at which browsers reach the application, and the
    /// key of its cookies: at least 64 random characters, the same for all its
    /// processes and after a restart (`openssl rand -hex 32` makes one).
    ///
    /// Both come from configuration. The redirect URIs are made of this address
    /// alone, whatever a request says about its host. A path in it is where the
    /// router is nested, or where a proxy puts it; the paths of
    /// [`Builder::return_to`] begin with it.
    pub fn builder(base_url: impl Into<String>, key: impl Into<Secret>) -> Builder {
        Builder::new(base_url.into(), key.into())
    }

    /// Adds the routes to a router, and lets all handlers that it has so far
    /// extract [`Connected`](crate::Connected).
    pub fn attach<S: Clone + Send + Sync + 'static>(&self, router: Router<S>) -> Router<S> {
        router.merge(self.routes()).layer(Extension(self.clone()))
    }

    /// The routes alone: `GET …/sign-in`, `GET` and `POST …/callback`, `POST …/sign-out`
    /// and `POST …/back-channel-logout` of each provider. For [`Connected`](crate::Connected) the
    /// handlers need `Extension(oauth)` as a layer, which [`OAuth::attach`] adds.
    pub fn routes<S: Clone + Send + Sync + 'static>(&self) -> Router<S> {
        routes::of(self)
    }

    /// The redirect URI to register at the provider, byte for byte.
    #[must_use]
    pub fn redirect_uri(&self, name: &str) -> Option<&str> {
        let context = self.0.context(name)?;
        Some(&context.redirect_uri)
    }

    /// The path of a link that signs in and then returns to a path of this
    /// application, which must be one of the [allowed](Builder::return_to).
    #[must_use]
    pub fn sign_in_path(&self, name: &str, return_to: &str) -> Option<String> {
        let context = self.0.context(name)?;
        Some(context.sign_in_path(return_to))
    }

    /// The path to which a form of this application posts to sign out. A field
    /// `return_to` says where it ends.
    #[must_use]
    pub fn sign_out_path(&self, name: &str) -> Option<String> {
        Some(self.0.context(name)?.sign_out_path())
    }

    /// Whether a page of this application sent a `POST`, by `Sec-Fetch-Site` or `Origin`,
    /// which pages of other sites cannot forge. The routes ask it before a sign-out; a
    /// sign-out route of the program's own asks it too.
    #[must_use]
    pub fn is_own_post(&self, headers: &HeaderMap) -> bool {
        site::is_own_post(headers, &self.0.base)
    }

    /// The connection that the browser of a request has to a provider, by the
    /// name it was added with: for two tenants of one provider, and for handlers
    /// that have this value in their state. `None` when only a sign-in helps.
    ///
    /// # Errors
    /// `E0607` when there is no provider of this name and type, `E07..` when the
    /// store cannot be read.
    pub async fn connected<P: Provider>(
        &self,
        name: &str,
        parts: &Parts,
    ) -> Result<Option<Session<P>>, Error> {
        let found = self.0.context(name);
        let Some((context, client)) = found.and_then(|it| Some((it, it.client_of::<P>()?))) else {
            return Err(unknown(name));
        };
        match browser::account(&self.0, context, parts).await? {
            Some(account) => healed(client.account(account).stored_session().await),
            None => Ok(None),
        }
    }

    /// As [`OAuth::connected`], for a provider known only at run time.
    ///
    /// # Errors
    /// As [`OAuth::connected`].
    pub async fn connected_dyn(
        &self,
        name: &str,
        parts: &Parts,
    ) -> Result<Option<DynSession>, Error> {
        let context = self.0.context(name).ok_or_else(|| unknown(name))?;
        match browser::account(&self.0, context, parts).await? {
            Some(account) => stored(context, &account).await,
            None => Ok(None),
        }
    }
}

/// The connection of an account, if the store has one that works.
pub(crate) async fn stored(context: &Context, account: &str) -> Result<Option<DynSession>, Error> {
    healed(context.client.account(account).stored_session().await)
}

/// What a new sign-in mends is no failure.
fn healed<T>(session: Result<Option<T>, Error>) -> Result<Option<T>, Error> {
    match session {
        Err(error) if error.is_reauth_required() || error.code() == Code::StoreCorrupt => {
            tracing::warn!(%error, "a stored connection is of no use; a new sign-in replaces it");
            Ok(None)
        }
        other => other,
    }
}

fn unknown(name: &str) -> Error {
    Error::new(
        Code::NotOffered,
        format!(
            "there is no provider `{}` of this type; add it to the builder",
            name.escape_default()
        ),
    )
    .key("provider")
}
