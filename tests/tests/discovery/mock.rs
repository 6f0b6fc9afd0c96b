//! Declarations without a URL against the mock server, which describes itself.

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, ProviderSpec};
use oauth_runtime::{Provider as _, oauth_provider};

use super::BACK;

/// Nothing but an issuer.
#[oauth_provider(issuer = "https://acme.example", scopes(Read = "read"))]
pub struct Bare;

/// An issuer for each tenant, with a path.
#[oauth_provider(
    issuer = "https://{tenant}.acme.example/oauth",
    vars(tenant: DnsLabel),
    scopes(Read = "read")
)]
pub struct Tenants;

/// Calls by their names alone, and one address that is declared.
#[oauth_provider(
    issuer = "https://acme.example",
    authorize,
    token = "https://gateway.acme.example/own/token",
    revoke,
    scopes(Read = "read")
)]
pub struct Mixed;

async fn signs_in(spec: &'static ProviderSpec) -> MockServer {
    let server = MockServer::start(spec).await.unwrap();
    let client = server.client().build().unwrap();
    let sign_in = client.authorize(BACK, "read").await.unwrap();
    let callback = server.authorize(sign_in.url()).await.unwrap();
    let session = sign_in.finish(&callback).await.unwrap();
    session.renew().await.unwrap();
    session.revoke().await.unwrap();
    server.assert_all_accepted();
    server
}

#[tokio::test]
async fn an_issuer_alone_is_enough() {
    let server = signs_in(Bare::SPEC).await;
    let client = server.client().build().unwrap();
    client.client_credentials("read").await.unwrap();
    let device = client.device_authorization("read").await.unwrap();
    assert!(!device.user_code().is_empty());
}

#[tokio::test]
async fn each_tenant_has_its_issuer() {
    let server = signs_in(Tenants::SPEC).await;
    let client = server.client().build().unwrap();
    let metadata = client.server_metadata().await.unwrap().unwrap();
    let (_, tenant) = server.vars()[0].clone();
    assert_eq!(
        metadata.issuer(),
        format!("https://{tenant}.acme.example/oauth")
    );
}

#[tokio::test]
async fn what_is_declared_beside_an_issuer_counts() {
    signs_in(Mixed::SPEC).await;
    let spec = Mixed::SPEC;
    assert!(spec.call(CallKind::Token).unwrap().url.is_declared());
    assert!(!spec.call(CallKind::Revoke).unwrap().url.is_declared());
}
