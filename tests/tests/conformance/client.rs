//! The clients that the modules are run with.

use oauth_runtime::capability::AuthorizationCodeGrant;
use oauth_runtime::jose::ClientKey;
use oauth_runtime::{Client, Error, NoVars, Provider, Session, oauth_provider};

use super::op::{CLIENT, Op, REDIRECT_URI};

/// OpenID Connect by its issuer alone.
#[oauth_provider(
    issuer = "https://op.example",
    nonce,
    scopes(OpenId = "openid", Email = "email"),
    api = "https://op.example/api/"
)]
pub struct Plain;

/// The same with the answer in a form.
#[oauth_provider(
    issuer = "https://op.example",
    nonce,
    callback = form_post,
    scopes(OpenId = "openid", Email = "email"),
    api = "https://op.example/api/"
)]
pub struct FormPost;

/// FAPI 2.0 Security Profile with private_key_jwt and DPoP.
#[oauth_provider(
    issuer = "https://op.example",
    profile = fapi2,
    nonce,
    client_auth = private_key_jwt,
    dpop,
    scopes(OpenId = "openid", Email = "email"),
    api = "https://op.example/api/"
)]
pub struct Fapi;

/// FAPI 2.0 Message Signing with signed requests and signed responses.
#[oauth_provider(
    issuer = "https://op.example",
    profile = fapi2_message_signing,
    nonce,
    client_auth = private_key_jwt,
    dpop,
    scopes(OpenId = "openid", Email = "email"),
    api = "https://op.example/api/"
)]
pub struct Signing;

/// A client with a secret.
pub fn with_secret<P: Provider<Vars = NoVars>>(op: &Op) -> Client<P> {
    Client::builder(NoVars, CLIENT.0)
        .client_secret(CLIENT.1)
        .transport(op.transport())
        .clock(op.clock.clone())
        .build()
        .unwrap()
}

/// A client with a private key, at a provider that follows FAPI 2.0.
pub fn with_key<P: Provider<Vars = NoVars>>(op: &Op) -> Client<P> {
    let (key, _) = ClientKey::generate_es256().unwrap();
    Client::builder(NoVars, CLIENT.0)
        .client_key(key)
        .transport(op.transport())
        .clock(op.clock.clone())
        .build()
        .unwrap()
}

/// Signs alice in.
pub async fn sign_in<P>(
    op: &Op,
    client: &Client<P>,
    scopes: [P::Scope; 2],
) -> Result<Session<P>, Error>
where
    P: Provider + AuthorizationCodeGrant,
{
    let login = client.authorize(REDIRECT_URI, scopes).await?;
    login.finish(&op.callback(login.url())).await
}
