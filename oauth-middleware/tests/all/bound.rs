//! Tokens that are bound to a key (RFC 9449).

use http::Response;
use http_body_util::Full;
use oauth_middleware::{OAuthLayer, OAuthMiddleware};
use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{NoVars, Provider as _, Session, oauth_provider};
use reqwest_middleware::ClientBuilder;
use tower::{Layer as _, ServiceExt as _, service_fn};

use crate::world::Body;

#[oauth_provider(
    client_credentials = "https://id.acme.example/token",
    dpop,
    api = "https://api.acme.example/v1/"
)]
pub struct Bound;

async fn signed_in() -> (MockServer, Session<Bound>) {
    let server = MockServer::builder(Bound::SPEC)
        .client("app", Some("s3cret"))
        .dpop_nonces()
        .start()
        .await
        .unwrap();
    let client = BoundClient::builder(NoVars, "app")
        .client_secret("s3cret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    server.clear_ledger();
    (server, session)
}

/// The API's requests, and how many of them were told a nonce.
fn told(server: &MockServer) -> (usize, usize) {
    let ledger = server.ledger();
    assert!(ledger.iter().all(|entry| entry.kind == Some(CallKind::Api)));
    let nonces = ledger.iter().filter(|entry| entry.error.is_some());
    (ledger.len(), nonces.count())
}

#[tokio::test]
async fn reqwest_repeats_once_for_a_nonce_and_renews_nothing() {
    let (server, session) = signed_in().await;
    let plain = reqwest::Client::builder().no_proxy().build().unwrap();
    let client = ClientBuilder::new(plain)
        .with(OAuthMiddleware::new(session))
        .build();
    let url = format!("{}/v1/me?page=2", server.origin());
    for rotations in 1..=3 {
        for _ in 0..2 {
            let answered = client.get(&url).send().await.unwrap();
            assert_eq!(answered.status(), 200);
        }
        assert_eq!(told(&server), (3 * rotations, rotations));
        server.rotate_dpop_nonces();
    }
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_tower_client_repeats_once_for_a_nonce_and_renews_nothing() {
    let (server, session) = signed_in().await;
    let inner = service_fn(|request: http::Request<Body>| async move {
        let (head, _) = request.into_parts();
        let plain = reqwest::Client::builder().no_proxy().build()?;
        let sending = plain.request(head.method, head.uri.to_string());
        let answered = sending.headers(head.headers).send().await?;
        let mut response = Response::new(());
        *response.status_mut() = answered.status();
        *response.headers_mut() = answered.headers().clone();
        Ok::<_, reqwest::Error>(response)
    });
    let layer = OAuthLayer::new(session);
    for _ in 0..2 {
        let request = http::Request::get(format!("{}/v1/me", server.origin()));
        let request = request.header("accept", "application/json");
        let request = request.body(Full::default()).unwrap();
        let answered = layer.layer(inner).oneshot(request).await.unwrap();
        assert_eq!(answered.status(), 200);
    }
    assert_eq!(told(&server), (3, 1));
    server.assert_all_accepted();
}
