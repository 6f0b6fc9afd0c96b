//! The reqwest adapter, against the strict server made from the declaration.

use oauth_middleware::{NotRepeated, OAuthMiddleware, oauth_error};
use oauth_mock::{Fault, MockServer};
use oauth_runtime::spec::{Bearer, CallKind};
use oauth_runtime::{Code, NoVars};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware};
use serde_json::json;

use crate::world::{AcmeClient, server, session_against};

fn client(middleware: OAuthMiddleware) -> ClientWithMiddleware {
    let plain = reqwest::Client::builder().no_proxy().build().unwrap();
    ClientBuilder::new(plain).with(middleware).build()
}

fn things(server: &MockServer) -> String {
    format!("{}/v1/things", server.origin())
}

#[tokio::test]
async fn a_call_carries_the_token_and_a_refused_one_is_repeated() {
    let server = server().await;
    let client = client(OAuthMiddleware::new(session_against(&server).await));
    let answer = client.get(things(&server)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    server.script(CallKind::Api, Fault::status(401, &[]));
    let answer = client.post(things(&server)).body("the body").send().await;
    assert_eq!(answer.unwrap().status(), 200);
    assert_eq!(server.count(CallKind::ClientCredentials), 2);
    assert_eq!(server.count(CallKind::Api), 3);
    let presented: Vec<_> = server.ledger().iter().filter_map(|e| e.presented).collect();
    assert_eq!(presented.len(), 2, "the scripted answer looked at no token");
    assert_ne!(presented[0], presented[1]);
}

#[tokio::test]
async fn the_declared_host_leads_to_the_stand_in_server() {
    let server = server().await;
    let client = client(OAuthMiddleware::new(session_against(&server).await));
    let url = "https://api.acme.example/v1/things";
    let answer = client.get(url).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_token_in_the_query_passes_the_strict_server() {
    let server = server().await;
    let acme = AcmeClient::builder(NoVars, "app")
        .client_secret("s3cret")
        .bearer(Bearer::Query {
            name: "access_token",
        })
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let session = acme.client_credentials([]).await.unwrap();
    let client = client(OAuthMiddleware::new(session));
    for query in ["", "?page=2&q=a%20b"] {
        let url = format!("{}{query}", things(&server));
        assert_eq!(client.get(url).send().await.unwrap().status(), 200);
    }
    server.assert_all_accepted();
    server.script(CallKind::Api, Fault::Reset);
    let error = client.get(things(&server)).send().await.unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("/v1/things"), "{shown}");
    assert!(!shown.contains("access_token"), "{shown}");
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = server().await;
    let client = client(OAuthMiddleware::new(session_against(&server).await));
    server.script(CallKind::Api, Fault::status(401, &[]));
    let stream = reqwest::Body::wrap(http_body_util::Full::new(bytes::Bytes::from("once")));
    let answer = client
        .post(things(&server))
        .body(stream)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.extensions().get(), Some(&NotRepeated));
    assert_eq!(server.count(CallKind::Api), 1);
    assert_eq!(server.count(CallKind::ClientCredentials), 2);
}

#[tokio::test]
async fn the_sessions_error_can_be_read_behind_the_clients() {
    let server = server().await;
    let session = session_against(&server).await;
    let strict = client(OAuthMiddleware::new(session.clone()).refuse_other_hosts());
    let error = strict
        .get("https://other.example/")
        .send()
        .await
        .unwrap_err();
    assert_eq!(oauth_error(&error).unwrap().code(), Code::UntrustedHost);

    server.script(CallKind::Api, Fault::status(401, &[]));
    let refused = json!({"error": "invalid_client"});
    server.script(CallKind::ClientCredentials, Fault::json(401, &refused));
    let client = client(OAuthMiddleware::new(session));
    let error = client.get(things(&server)).send().await.unwrap_err();
    assert_eq!(
        oauth_error(&error).unwrap().code(),
        Code::ClientAuthentication
    );

    let nobody = ClientBuilder::new(reqwest::Client::builder().no_proxy().build().unwrap());
    let error = nobody.build().get("http://127.0.0.1:1/").send().await;
    assert!(oauth_error(&error.unwrap_err()).is_none());
}
