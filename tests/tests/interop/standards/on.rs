//! One test's view of a server that speaks the standards.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use oauth_runtime::capability::AuthorizationCodeGrant;
use oauth_runtime::clock::Clock;
use oauth_runtime::jose::ClientKey;
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport};
use oauth_runtime::value::Url;
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Builder, Client, Provider, Secret, Session};
use serde_json::Value;

use crate::interop::browser;
use crate::interop::certificates::authority;
use crate::interop::process::{Server, Setting};
use crate::interop::running::{HTTPS_REDIRECT_URI, LASTING, REDIRECT_URI};
use crate::support::{Sent, body_text};

/// The secret of the clients of this profile that have one.
pub const SECRET: &str = "standards-secret";

/// A provider whose issuer is known at run time.
pub trait AtIssuer: Provider {
    /// The tenant values of the server at this address.
    fn vars(server: Url) -> Self::Vars;
}

/// Declares providers and where they are.
macro_rules! at_issuer {
    ($($name:ident, $vars:ident);* $(;)?) => {
        $(impl $crate::interop::standards::on::AtIssuer for $name {
            fn vars(server: oauth_runtime::value::Url) -> Self::Vars {
                $vars { server }
            }
        })*
    };
}
pub(super) use at_issuer;

/// A running server and what this test's clients sent to it.
pub struct On {
    server: Arc<Server>,
    sent: Sent,
}

impl On {
    /// oidc-provider with every standard.
    pub fn standards() -> Option<Self> {
        Self::start("oidc-provider", "standards")
    }

    /// oidc-provider under the rules of FAPI 2.0, on TLS.
    pub fn fapi2() -> Option<Self> {
        Self::start("oidc-provider", "fapi2")
    }

    /// django-oauth-toolkit with OpenID Connect.
    pub fn django() -> Option<Self> {
        Self::start("django-oauth-toolkit", "standards")
    }

    fn start(name: &'static str, profile: &'static str) -> Option<Self> {
        let server = Server::shared(Setting {
            name,
            profile,
            access_ttl: LASTING,
        })?;
        let sent = Sent::default();
        Some(Self { server, sent })
    }

    /// The server's address.
    pub fn site(&self) -> &str {
        &self.server.site
    }

    /// The transport that users get by default, which writes down what it sends.
    pub fn transport(&self, certificate: Option<&Secret>) -> impl Transport + use<> {
        let trusting = |builder: reqwest::ClientBuilder| {
            builder.tls_certs_only([authority().root()]).no_proxy()
        };
        let real = match certificate {
            Some(chain) => ReqwestTransport::with_client_certificate(chain, trusting),
            None => ReqwestTransport::with(trusting),
        }
        .unwrap();
        let sent = self.sent.clone();
        move |request: WireRequest, limits: Limits| {
            sent.lock().unwrap().push(request.clone());
            let real = real.clone();
            async move { real.send(request, limits).await }
        }
    }

    /// A client about to be built.
    pub fn builder<P: AtIssuer>(&self, client_id: &str) -> Builder<P> {
        let vars = P::vars(self.site().parse().unwrap());
        Client::builder(vars, client_id).transport(self.transport(None))
    }

    /// A client with the secret of this profile.
    pub fn client<P: AtIssuer>(&self, client_id: &str) -> Client<P> {
        let builder = self.builder(client_id);
        builder.client_secret(SECRET).build().unwrap()
    }

    /// The private key of the server's clients for this algorithm.
    pub async fn key(&self, alg: &str) -> ClientKey {
        ClientKey::from_jwk(self.jwk(alg).await.to_string()).unwrap()
    }

    /// The same as a JWK.
    pub async fn jwk(&self, alg: &str) -> Value {
        let keys = self.fetch("/test/client-keys").await.text().await.unwrap();
        let keys: Value = serde_json::from_str(&keys).unwrap();
        keys[alg]["jwk"].clone()
    }

    /// What the server's own test address answers.
    pub async fn fetch(&self, path: &str) -> reqwest::Response {
        let url = format!("{}{path}", self.site());
        bystander().get(url).send().await.unwrap()
    }

    /// Tells the server something.
    pub async fn tell(&self, path: &str, form: &str) -> reqwest::Response {
        let request = bystander().post(format!("{}{path}", self.site()));
        let form_type = "application/x-www-form-urlencoded";
        let request = request.header("content-type", form_type);
        request.body(form.to_owned()).send().await.unwrap()
    }

    /// The requests whose path ends so.
    pub fn to(&self, path: &str) -> Vec<WireRequest> {
        let sent = self.sent.lock().unwrap();
        let at = |request: &&WireRequest| {
            let address = request.url.split('?').next().unwrap_or_default();
            address.ends_with(path)
        };
        sent.iter().filter(at).cloned().collect()
    }

    /// The fields of the last request to this path.
    pub fn form(&self, path: &str) -> String {
        body_text(self.to(path).last().unwrap())
    }
}

/// The real time, and no waiting: polls are as far apart as the server asks for.
#[derive(Clone, Default)]
pub struct Hurried(crate::support::TestClock);

impl Hurried {
    /// Moves on.
    pub fn advance(&self, by: Duration) {
        self.0.advance(by);
    }
}

impl Clock for Hurried {
    fn now(&self) -> SystemTime {
        let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        UNIX_EPOCH + real + self.0.monotonic()
    }

    fn monotonic(&self) -> Duration {
        self.0.monotonic()
    }
}

/// Somebody who is no client.
pub fn bystander() -> reqwest::Client {
    let builder = reqwest::Client::builder().no_proxy();
    builder
        .tls_certs_only([authority().root()])
        .build()
        .unwrap()
}

/// Signs alice in with these scopes.
pub async fn sign_in<P>(
    client: &Client<P>,
    scopes: impl IntoIterator<Item = P::Scope>,
) -> Session<P>
where
    P: Provider + AuthorizationCodeGrant,
{
    let redirect_uri = match P::SPEC.profile.is_fapi2() {
        true => HTTPS_REDIRECT_URI,
        false => REDIRECT_URI,
    };
    let login = client.authorize(redirect_uri, scopes).await.unwrap();
    let callback = browser::approve(login.url()).await;
    login.finish(&callback).await.unwrap()
}

/// What the protected resource tells of whoever asks.
pub async fn me<P>(session: &Session<P>) -> Value
where
    P: Provider + oauth_runtime::capability::Api,
{
    session.get("me").json().await.unwrap()
}

/// Claims of a JWT, unchecked.
pub fn claims(jwt: &str) -> Value {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

/// The header of a JWT.
pub fn header(jwt: &str) -> Value {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let part = jwt.split('.').next().unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}
