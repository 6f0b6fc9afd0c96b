//! One provider that a browser can sign in to: a client, its scopes, its own
//! redirect URI (RFC 9700 §4.4.2: one for each provider and tenant).

use std::any::{Any, TypeId};

use oauth_pages::Scene;
use oauth_runtime::capability::AuthorizationCodeGrant;
use oauth_runtime::{Authorize, Client, DynClient, Error, PendingSignIn, Provider};

/// Begins a sign-in: redirect URI and binding in, address and record out.
type Begin = dyn Fn(&str, &str) -> Result<(String, PendingSignIn), Error> + Send + Sync;

pub(crate) struct Context {
    pub(crate) name: String,
    /// What pages call it.
    pub(crate) label: String,
    pub(crate) client: DynClient,
    /// The `Client<P>`, for whoever asks with the type.
    typed: Option<Box<dyn Any + Send + Sync>>,
    /// The provider's type, where `Connected<P>` finds this one by its type.
    pub(crate) by_type: Option<TypeId>,
    begin: Box<Begin>,
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
        let begin = move |redirect_uri: &str, binding: &str| {
            let sign_in = request(&own, redirect_uri).bound_to(binding).begin()?;
            Ok((sign_in.url().to_owned(), sign_in.pending().clone()))
        };
        Self {
            by_type: Some(TypeId::of::<P>()),
            ..Self::new(name, client.as_dyn().clone(), Some(Box::new(client)), begin)
        }
    }

    pub(crate) fn untyped(name: String, client: DynClient, scope: String) -> Self {
        let own = client.clone();
        let begin = move |redirect_uri: &str, binding: &str| {
            let request = own.authorize(redirect_uri, scope.as_str());
            let sign_in = request.bound_to(binding).begin()?;
            Ok((sign_in.url().to_owned(), sign_in.pending().clone()))
        };
        Self::new(name, client, None, begin)
    }

    fn new(
        name: String,
        client: DynClient,
        typed: Option<Box<dyn Any + Send + Sync>>,
        begin: impl Fn(&str, &str) -> Result<(String, PendingSignIn), Error> + Send + Sync + 'static,
    ) -> Self {
        Self {
            label: client.spec().name.to_owned(),
            name,
            client,
            typed,
            by_type: None,
            begin: Box::new(begin),
            path: String::new(),
            redirect_uri: String::new(),
        }
    }

    /// Begins a sign-in of this context.
    pub(crate) fn begin(&self, binding: &str) -> Result<(String, PendingSignIn), Error> {
        (self.begin)(&self.redirect_uri, binding)
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
