//! One provider that a browser can sign in to: a client, its scopes, its own
//! redirect URI (RFC 9700 §4.4.2: one for each provider and tenant).

use std::any::{Any, TypeId};

use oauth_pages::Scene;
use oauth_runtime::capability::AuthorizationCodeGrant;
use oauth_runtime::{Authorize, Client, DynAuthorize, DynClient, DynSignIn, Error, Provider};

/// Asks for a sign-in with this redirect URI.
type Ask = dyn Fn(&str) -> DynAuthorize + Send + Sync;

pub(crate) struct Context {
    pub(crate) name: String,
    /// What pages call it.
    pub(crate) label: String,
    pub(crate) client: DynClient,
    /// The `Client<P>`, for whoever asks with the type.
    typed: Option<Box<dyn Any + Send + Sync>>,
    /// The provider's type, where `Connected<P>` finds this one by its type.
    pub(crate) by_type: Option<TypeId>,
    ask: Box<Ask>,
    /// Where its routes begin, as the browser sees it: `/oauth/acme`.
    pub(crate) path: String,
    pub(crate) redirect_uri: String,
}

impl Context {
    pub(crate) fn typed<P: Provider + AuthorizationCodeGrant>(
        name: String,
        client: Client<P>,
        request: impl Fn(&Client<P>, &str) -> Authorize<P> + Send + Sync + 'static,
    ) -> Self {
        let own = client.clone();
        let ask = move |redirect_uri: &str| request(&own, redirect_uri).into_dyn();
        Self {
            by_type: Some(TypeId::of::<P>()),
            ..Self::new(name, client.as_dyn().clone(), Some(Box::new(client)), ask)
        }
    }

    pub(crate) fn untyped(name: String, client: DynClient, scope: String) -> Self {
        let own = client.clone();
        let ask = move |redirect_uri: &str| own.authorize(redirect_uri, scope.as_str());
        Self::new(name, client, None, ask)
    }

    fn new(
        name: String,
        client: DynClient,
        typed: Option<Box<dyn Any + Send + Sync>>,
        ask: impl Fn(&str) -> DynAuthorize + Send + Sync + 'static,
    ) -> Self {
        Self {
            label: client.spec().name.to_owned(),
            name,
            client,
            typed,
            by_type: None,
            ask: Box::new(ask),
            path: String::new(),
            redirect_uri: String::new(),
        }
    }

    /// Begins a sign-in of this context.
    pub(crate) async fn begin(&self, binding: &str) -> Result<DynSignIn, Error> {
        (self.ask)(&self.redirect_uri)
            .bound_to(binding)
            .send()
            .await
    }

    /// What would be wrong with such a sign-in, as far as it shows without a request.
    pub(crate) fn check(&self) -> Result<Option<DynSignIn>, Error> {
        let binding = "x".repeat(64);
        match self.client.begins_directly() {
            true => (self.ask)(&self.redirect_uri)
                .bound_to(&binding)
                .begin()
                .map(Some),
            false => Ok(None),
        }
    }

    pub(crate) fn client_of<P: Provider>(&self) -> Option<&Client<P>> {
        self.typed.as_ref()?.downcast_ref()
    }

    pub(crate) fn scene<'a>(&'a self, app: &'a str) -> Scene<'a> {
        Scene {
            app,
            provider: &self.label,
        }
    }

    /// Where a sign-in begins, and what it returns to.
    pub(crate) fn sign_in_path(&self, return_to: &str) -> String {
        let encoded =
            percent_encoding::utf8_percent_encode(return_to, percent_encoding::NON_ALPHANUMERIC);
        format!("{}/sign-in?return_to={encoded}", self.path)
    }

    pub(crate) fn callback_path(&self) -> String {
        format!("{}/callback", self.path)
    }

    pub(crate) fn sign_out_path(&self) -> String {
        format!("{}/sign-out", self.path)
    }
}
