//! Which hosts see the token.

use oauth_middleware::{MiddlewareError, OAuthLayer};
use oauth_runtime::Code;

use crate::world::{Recorder, post, server, session, through};

const OTHERS: [&str; 8] = [
    "https://other.example/v1/things",
    "https://api.acme.example.evil.example/v1/things",
    "https://evil.example/api.acme.example/v1/things",
    "https://api.acme.example:8443/v1/things",
    "http://api.acme.example/v1/things",
    "https://api.acme.example@evil.example/v1/things",
    "https://pages.acme.example/things",
    "https://api.acme.example./v1/things",
];

#[tokio::test]
async fn a_request_to_another_host_passes_without_the_token() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let recorder = Recorder::answering(OTHERS.map(|_| 401));
    for url in OTHERS {
        let answer = through(&layer, &recorder, post(url, "")).await.unwrap();
        assert_eq!(answer.status(), 401, "its refusal is nobody's renewal");
    }
    let seen = recorder.seen();
    assert_eq!(seen.len(), OTHERS.len());
    for seen in seen {
        assert!(seen.headers.is_empty(), "{seen:?}");
    }
    assert_eq!(server.ledger().len(), 1, "nothing was renewed");
}

#[tokio::test]
async fn a_request_to_another_host_can_be_refused() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await).refuse_other_hosts();
    let recorder = Recorder::default();
    for url in OTHERS {
        match through(&layer, &recorder, post(url, "")).await {
            Err(MiddlewareError::OAuth(error)) => {
                assert_eq!(error.code(), Code::UntrustedHost, "{url}");
            }
            other => panic!("{url}: {other:?}"),
        }
    }
    assert!(recorder.seen().is_empty());
}

#[tokio::test]
async fn trusted_hosts_and_other_spellings_of_the_own_one_see_it() {
    let server = server().await;
    let session = session(&server, None).await;
    for url in [
        "https://API.acme.example/v1/things",
        "https://api.acme.example:443/v1/things",
        "https://eu.pages.acme.example/next?cursor=2",
        "https://api.acme.example",
    ] {
        let layer = OAuthLayer::new(session.clone());
        let recorder = Recorder::default();
        through(&layer, &recorder, post(url, "")).await.unwrap();
        assert!(recorder.seen()[0].token().is_some(), "{url}");
        assert!(session.as_dyn().may_authorize(&url.parse().unwrap()));
    }
}

#[tokio::test]
async fn an_address_without_a_host_is_refused() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let recorder = Recorder::default();
    for url in ["/v1/things", "ftp://api.acme.example/v1/things"] {
        match through(&layer, &recorder, post(url, "")).await {
            Err(MiddlewareError::OAuth(error)) => {
                assert_eq!(error.code(), Code::InputRefused, "{url}");
            }
            other => panic!("{url}: {other:?}"),
        }
    }
    assert!(recorder.seen().is_empty());
}
