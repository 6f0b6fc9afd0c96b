//! Client assertions, pushed and signed requests and signed responses: the runtime's own
//! client passes, and what an attacker would do is refused.

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, ProviderSpec};
use oauth_runtime::transport::{Limits, ReqwestTransport, Transport};
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Code, DynClient, Provider as _, oauth_provider};

use crate::raw::{CALLBACK, send};

type Tested = Result<(), Box<dyn Error>>;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    par = "https://acme.example/par",
    revoke = "https://acme.example/revoke",
    jwks = "https://acme.example/jwks",
    client_auth = private_key_jwt,
    request_object,
    callback(jwt)
)]
pub(crate) struct Guarded;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize(
        url = "https://acme.example/authorize",
        params(access_type = "offline")
    ),
    token = "https://acme.example/token",
    par = "https://acme.example/par"
)]
pub(crate) struct Pushed;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_auth = client_secret_jwt
)]
pub(crate) struct BySecret;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_auth = private_key_jwt(alg = ps256, audience = token_endpoint),
    request_object(alg = ps256)
)]
pub(crate) struct ByRsa;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    jwks = "https://acme.example/jwks",
    callback(mode = form_post, jwt)
)]
pub(crate) struct Posted;

async fn sign_in(server: &MockServer, client: &DynClient) -> Result<(), Box<dyn Error>> {
    let login = client.authorize(CALLBACK, "").await?;
    let callback = server.authorize(login.url()).await?;
    let session = login.finish(&callback).await?;
    session.renew().await?;
    Ok(())
}

#[tokio::test]
async fn the_runtimes_own_client_passes() -> Tested {
    for spec in [
        Guarded::SPEC,
        Pushed::SPEC,
        BySecret::SPEC,
        ByRsa::SPEC,
        Posted::SPEC,
    ] {
        let server = MockServer::start(spec).await?;
        let client = server.client().build()?;
        let signed_in = sign_in(&server, &client).await;
        signed_in.map_err(|error| format!("{}: {error}", spec.id))?;
        server.assert_all_accepted();
    }
    Ok(())
}

type Log = Arc<Mutex<Vec<WireRequest>>>;

/// The usual transport, and what goes over it.
fn recording() -> Result<(impl Transport, Log), Box<dyn Error>> {
    let inner = Arc::new(ReqwestTransport::new()?);
    let log = Log::default();
    let kept = log.clone();
    let transport = move |request: WireRequest, limits: Limits| {
        if let Ok(mut kept) = kept.lock() {
            kept.push(request.clone());
        }
        let inner = inner.clone();
        async move { inner.send(request, limits).await }
    };
    Ok((transport, log))
}

/// Sends a recorded request once more.
async fn again(
    server: &MockServer,
    request: &WireRequest,
) -> Result<crate::raw::Answer, Box<dyn Error>> {
    let path = request
        .url
        .strip_prefix(server.origin())
        .unwrap_or_default();
    let head = format!(
        "POST {path} HTTP/1.1
        accept: application/json
        content-type: application/x-www-form-urlencoded"
    );
    let body = String::from_utf8(request.body.to_vec())?;
    Ok(send(server, &head, &body).await?)
}

#[tokio::test]
async fn an_assertion_works_once() -> Tested {
    let server = MockServer::start(Guarded::SPEC).await?;
    let (transport, log) = recording()?;
    let client = server.client().transport(transport).build()?;
    client.authorize(CALLBACK, "").await?;
    let sent = log.lock().map_err(|_| "poisoned")?.clone();
    let [pushed] = sent.as_slice() else {
        return Err(format!("{} requests", sent.len()).into());
    };
    let answer = again(&server, pushed).await?;
    assert_eq!(answer.status, 401);
    answer.refused("invalid_client", "used before");
    Ok(())
}

#[tokio::test]
async fn an_assertion_for_another_server_or_of_another_key_is_refused() -> Tested {
    let server = MockServer::start(Guarded::SPEC).await?;
    let elsewhere = server.client().issuer("https://evil.example").build()?;
    let error = elsewhere
        .authorize(CALLBACK, "")
        .await
        .err()
        .ok_or("taken")?;
    assert_eq!(error.code(), Code::ClientAuthentication);
    assert!(error.to_string().contains("aud"), "{error}");

    let (key, _) = oauth_runtime::ClientKey::generate_es256()?;
    let foreign = server.client().client_key(key).build()?;
    let error = foreign.authorize(CALLBACK, "").await.err().ok_or("taken")?;
    assert_eq!(error.code(), Code::ClientAuthentication);
    assert!(error.to_string().contains("signature"), "{error}");
    Ok(())
}

#[tokio::test]
async fn an_assertion_that_is_over_is_refused() -> Tested {
    let server = MockServer::start(Guarded::SPEC).await?;
    let late = server
        .client()
        .clock(oauth_mock::MockClock::new())
        .build()?;
    server.clock().advance(Duration::from_secs(120));
    let error = late.authorize(CALLBACK, "").await.err().ok_or("taken")?;
    assert_eq!(error.code(), Code::ClientAuthentication);
    // The answer told the difference of the clocks (F-48).
    late.authorize(CALLBACK, "").await?;
    Ok(())
}

async fn pushed_url(server: &MockServer) -> Result<String, Box<dyn Error>> {
    let client = server.client().build()?;
    Ok(client.authorize(CALLBACK, "").await?.url().to_owned())
}

#[tokio::test]
async fn a_request_uri_works_once_and_for_a_minute() -> Tested {
    let server = MockServer::start(Pushed::SPEC).await?;
    let url = pushed_url(&server).await?;
    server.authorize(&url).await?;
    assert!(server.authorize(&url).await.is_err(), "used twice");
    let url = pushed_url(&server).await?;
    server.clock().advance(Duration::from_secs(60));
    assert!(server.authorize(&url).await.is_err(), "used too late");
    let url = pushed_url(&server).await?;
    let other = url.replace("client_id=client", "client_id=other");
    assert!(server.authorize(&other).await.is_err(), "of another client");
    let url = pushed_url(&server).await?;
    assert!(
        server
            .authorize(&format!("{url}&scope=more"))
            .await
            .is_err()
    );
    Ok(())
}

#[tokio::test]
async fn what_must_be_pushed_or_signed_is_not_taken_from_a_browser() -> Tested {
    for spec in [Pushed::SPEC, ByRsa::SPEC] {
        let server = MockServer::start(spec).await?;
        let plain: &'static ProviderSpec = Box::leak(Box::new(ProviderSpec {
            calls: Box::leak(
                spec.calls
                    .iter()
                    .filter(|call| call.kind != CallKind::Par)
                    .copied()
                    .collect(),
            ),
            pushes: false,
            request_object: None,
            ..*spec
        }));
        let client = DynClient::builder(plain, &[], "client")
            .client_secret("secret")
            .against(server.origin())
            .clock(server.clock())
            .build()?;
        let login = client.authorize(CALLBACK, "").begin()?;
        assert!(server.authorize(login.url()).await.is_err(), "{}", spec.id);
    }
    Ok(())
}
