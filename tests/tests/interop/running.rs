//! One test's view of a running server: its clients, what they sent, and the
//! protected resource as others see it.

use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::capability::{
    Api, AuthorizationCodeGrant, ClientCredentialsGrant, Introspection, RefreshGrant, Revocation,
};
use oauth_runtime::spec::ClientAuth;
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport};
use oauth_runtime::value::Origin;
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Builder, Client, Code, Secret, Session};

use super::browser;
use super::process::{Server, Setting};
use crate::support::{Sent, body_text};

/// The redirect URI of all clients. Nobody listens there.
pub const REDIRECT_URI: &str = "http://127.0.0.1:8765/callback";
/// The same for clients that may have no other.
pub const HTTPS_REDIRECT_URI: &str = "https://127.0.0.1:8765/callback";
/// The secret of `web-client`: one that looks different in each encoding.
pub const WEB_SECRET: &str = "web secret+/:%";
/// Tokens that outlive the tests, in seconds.
pub const LASTING: u32 = 3600;
/// Tokens that a test can outlive, in seconds.
pub const SHORT: u32 = 2;

/// A declared server, with what it does in its own way.
pub trait RealServer:
    AuthorizationCodeGrant + ClientCredentialsGrant + RefreshGrant + Revocation + Introspection + Api
{
    /// The directory below `tests/interop`.
    const NAME: &'static str;
    /// The forms of client authentication in which it reads `WEB_SECRET`.
    const READS: &'static [ClientAuth];
    /// A form in which it does not, and what comes of it.
    const MISREADS: (ClientAuth, Code);
    /// What comes of another redirect URI at the exchange.
    const OTHER_REDIRECT_URI: Code;
    /// Whether a refresh token stays good until the new access token is used.
    const GRACE: bool;
    /// Whether an old refresh token, when it is used, ends the new tokens.
    const REUSE_ENDS_ALL: bool;
    /// What comes of a wrong secret at introspection.
    const WRONG_SECRET_AT_INTROSPECTION: Code;

    /// The tenant values of the server at this address.
    fn vars(site: Origin) -> Self::Vars;
    /// The scopes read and write.
    fn scopes() -> [Self::Scope; 2];
}

/// A running server and what this test's clients sent to it.
pub struct Running<P> {
    server: Arc<Server>,
    sent: Sent,
    provider: PhantomData<P>,
}

impl<P: RealServer> Running<P> {
    /// A server whose tokens outlive the test, if it is installed.
    pub fn lasting() -> Option<Self> {
        Self::with(LASTING)
    }

    /// A server whose tokens end during the test, if it is installed.
    pub fn short() -> Option<Self> {
        Self::with(SHORT)
    }

    fn with(access_ttl: u32) -> Option<Self> {
        Some(Self {
            server: Server::shared(Setting {
                name: P::NAME,
                profile: "",
                access_ttl,
            })?,
            sent: Sent::default(),
            provider: PhantomData,
        })
    }

    /// The server's address.
    pub fn site(&self) -> &str {
        &self.server.site
    }

    /// The transport that users get by default, which writes down what it sends.
    pub fn transport(&self) -> impl Transport + use<P> {
        // All of this is loopback, whatever proxy the environment names.
        let real = ReqwestTransport::with(|builder| builder.no_proxy()).unwrap();
        let sent = self.sent.clone();
        move |request: WireRequest, limits: Limits| {
            sent.lock().unwrap().push(request.clone());
            let real = real.clone();
            async move { real.send(request, limits).await }
        }
    }

    /// A client of this server about to be built.
    pub fn builder(&self, client_id: &str) -> Builder<P> {
        Client::builder(P::vars(self.site().parse().unwrap()), client_id)
            .transport(self.transport())
    }

    /// `web-client` about to be built, with its secret.
    pub fn web_builder(&self) -> Builder<P> {
        self.builder("web-client").client_secret(WEB_SECRET)
    }

    /// A client with the authorization code grant and a secret.
    pub fn web(&self) -> Client<P> {
        self.web_builder().build().unwrap()
    }

    /// A client with the client credentials grant.
    pub fn service(&self) -> Client<P> {
        let builder = self.builder("service-client");
        builder.client_secret("service-secret").build().unwrap()
    }

    /// A resource server's own client, which asks about the tokens of others.
    pub fn introspector(&self) -> Client<P> {
        let builder = self.builder("introspection-client");
        builder
            .client_secret("introspection-secret")
            .build()
            .unwrap()
    }

    /// How many token requests with this grant were sent.
    pub fn grants(&self, grant: &str) -> usize {
        let sent = self.sent.lock().unwrap();
        let field = format!("grant_type={grant}");
        sent.iter()
            .filter(|request| body_text(request).split('&').any(|pair| pair == field))
            .count()
    }

    /// How many requests of any kind were sent.
    pub fn requests(&self) -> usize {
        self.sent.lock().unwrap().len()
    }

    /// The status with which the protected resource answers this token.
    pub async fn status(&self, token: &Secret) -> u16 {
        self.ask(&bystander(), token).await
    }

    /// Asks the protected resource until it refuses the token.
    pub async fn until_refused(&self, token: &Secret) {
        let http = bystander();
        let mut ticks = tokio::time::interval(Duration::from_millis(100));
        // Ten times its lifetime.
        for _ in 0..100 * SHORT {
            if self.ask(&http, token).await == 401 {
                return;
            }
            ticks.tick().await;
        }
        panic!("the token does not end");
    }

    async fn ask(&self, http: &reqwest::Client, token: &Secret) -> u16 {
        http.get(format!("{}/api/me", self.site()))
            .bearer_auth(token.expose())
            .send()
            .await
            .unwrap()
            .status()
            .as_u16()
    }
}

/// An HTTP client that leaves no connection behind: Doorkeeper serves one at a
/// time, and waits a while for more of it.
fn bystander() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy();
    builder.pool_max_idle_per_host(0).build().unwrap()
}

/// Signs alice in with the scopes read and write.
pub async fn sign_in<P: RealServer>(client: &Client<P>) -> Session<P> {
    let login = client
        .authorize(REDIRECT_URI, P::scopes())
        .send()
        .await
        .unwrap();
    let callback = browser::approve(login.url()).await;
    login.finish(&callback).await.unwrap()
}

/// Makes tests of the functions with these names in `scenarios` and, in a
/// module of their own, `when_tokens_end`: that sorts last, so tests of one server run side by side.
macro_rules! tests_of {
    ($provider:ident: $($name:ident),* ; when_tokens_end: $($short:ident),* $(,)?) => {
        $(
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                if let Some(on) = $crate::interop::running::Running::<$provider>::lasting() {
                    $crate::interop::scenarios::$name(&on).await;
                }
            }
        )*

        mod when_tokens_end {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $short() {
                    use $crate::interop::running::Running;
                    if let Some(on) = Running::<super::$provider>::short() {
                        $crate::interop::when_tokens_end::$short(&on).await;
                    }
                }
            )*
        }
    };
}
pub(super) use tests_of;
