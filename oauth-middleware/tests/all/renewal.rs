//! What follows a refusal.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use oauth_middleware::{MiddlewareError, NotRepeated, OAuthLayer};
use oauth_mock::{Fault, MockServer};
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, NoVars, Provider, oauth_provider};
use serde_json::json;
use tower::{Layer, ServiceExt};

use crate::world::{Body, Recorder, post, server, session, through};

const URL: &str = "https://api.acme.example/v1/things";

fn tokens_granted(server: &MockServer) -> usize {
    server.count(CallKind::ClientCredentials)
}

#[tokio::test]
async fn a_refused_token_is_renewed_once_and_the_request_repeated_once() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    for status in [401, 403] {
        let recorder = Recorder::answering([status]);
        let before = tokens_granted(&server);
        let answer = through(&layer, &recorder, post(URL, "the body")).await;
        assert_eq!(answer.unwrap().status(), 200);
        let seen = recorder.seen();
        assert_eq!(seen.len(), 2);
        assert_ne!(seen[0].token(), seen[1].token());
        assert_eq!(seen[0].body, seen[1].body);
        assert_eq!(seen[0].uri, seen[1].uri);
        assert_eq!(tokens_granted(&server), before + 1);
    }
}

#[tokio::test]
async fn a_second_refusal_is_the_callers() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let recorder = Recorder::answering([401, 401]);
    let answer = through(&layer, &recorder, post(URL, "")).await.unwrap();
    assert_eq!(answer.status(), 401);
    assert!(answer.extensions().get::<NotRepeated>().is_none());
    assert_eq!(recorder.seen().len(), 2);
    assert_eq!(tokens_granted(&server), 2);
}

#[tokio::test]
async fn other_failures_are_the_callers() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    for status in [400, 404, 409, 429, 500, 503] {
        let recorder = Recorder::answering([status]);
        let answer = through(&layer, &recorder, post(URL, "")).await.unwrap();
        assert_eq!(answer.status(), status);
        assert_eq!(recorder.seen().len(), 1);
    }
    assert_eq!(tokens_granted(&server), 1);
}

#[tokio::test]
async fn many_refusals_of_one_token_are_one_renewal() {
    let server = server().await;
    let session = session(&server, None).await;
    let old = session.token().await.unwrap().expose().to_owned();
    let refusing = tower::service_fn(move |request: http::Request<Body>| {
        let carried = request.headers()["authorization"].to_str().unwrap();
        let status = if carried.ends_with(&old) { 401 } else { 200 };
        let answer = http::Response::builder().status(status).body(());
        std::future::ready(answer.map_err(|error| error.to_string()))
    });
    let client = OAuthLayer::new(session).layer(refusing);
    let requests: Vec<_> = (0..50)
        .map(|_| tokio::spawn(client.clone().oneshot(post(URL, ""))))
        .collect();
    for request in requests {
        assert_eq!(request.await.unwrap().unwrap().status(), 200);
    }
    assert_eq!(tokens_granted(&server), 2);
}

#[tokio::test]
async fn a_body_that_cannot_be_repeated_is_not_and_the_answer_says_so() {
    let server = server().await;
    let session = session(&server, None).await;
    let recorder = Recorder::answering([401]);
    let layer = OAuthLayer::new(session).never_repeat();
    let service = layer.layer(recorder.clone());
    let answer = service
        .clone()
        .oneshot(post(URL, "a stream"))
        .await
        .unwrap();
    assert_eq!(answer.status(), 401);
    assert_eq!(answer.extensions().get(), Some(&NotRepeated));
    let answer = service.oneshot(post(URL, "the next")).await.unwrap();
    assert_eq!(answer.status(), 200, "the token was renewed meanwhile");
    let seen = recorder.seen();
    assert_eq!(
        (seen[0].body.as_ref(), seen[1].body.as_ref()),
        (&b"a stream"[..], &b"the next"[..])
    );
    assert_eq!(tokens_granted(&server), 2);
}

#[tokio::test]
async fn the_caller_can_say_which_bodies_are_repeated() {
    let server = server().await;
    let session = session(&server, None).await;
    let recorder = Recorder::answering([401, 200, 401]);
    let copies = Arc::new(AtomicUsize::new(1));
    let layer = OAuthLayer::new(session).repeat_by(move |body: &Body| {
        let is_left = copies.swap(0, Ordering::SeqCst) == 1;
        is_left.then(|| body.clone())
    });
    let service = layer.layer(recorder.clone());
    let first = service.clone().oneshot(post(URL, "copied"));
    assert_eq!(first.await.unwrap().status(), 200);
    let second = service.oneshot(post(URL, "not copied"));
    assert_eq!(second.await.unwrap().status(), 401);
    assert_eq!(recorder.seen().len(), 3);
}

#[tokio::test]
async fn a_declared_stop_ends_the_session() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let recorder = Recorder::answering([410]);
    let answer = through(&layer, &recorder, post(URL, "")).await.unwrap();
    assert_eq!(answer.status(), 410);
    match through(&layer, &recorder, post(URL, "")).await {
        Err(MiddlewareError::OAuth(error)) => assert_eq!(error.code(), Code::Stopped),
        other => panic!("{other:?}"),
    }
    assert_eq!(recorder.seen().len(), 1);
}

#[tokio::test]
async fn a_renewal_that_fails_is_a_typed_error_with_its_code() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let refused = json!({"error": "invalid_client"});
    server.script(CallKind::ClientCredentials, Fault::json(401, &refused));
    let recorder = Recorder::answering([401]);
    let error = through(&layer, &recorder, post(URL, "")).await.unwrap_err();
    assert!(error.to_string().contains("[E0311]"), "{error}");
    match error {
        MiddlewareError::OAuth(error) => assert_eq!(error.code(), Code::ClientAuthentication),
        other => panic!("{other:?}"),
    }
    assert_eq!(recorder.seen().len(), 1);
}

/// An API that locks out whoever tries too often.
#[oauth_provider(
    client_credentials = "https://id.locking.example/token",
    api(base = "https://api.locking.example/", lockout("/status" = "locked")),
)]
pub struct Locking;

#[tokio::test]
async fn where_each_try_can_lock_out_new_tokens_are_refused_once() {
    let server = MockServer::builder(Locking::SPEC)
        .client("app", Some("s3cret"))
        .start()
        .await
        .unwrap();
    let client = LockingClient::builder(NoVars, "app")
        .client_secret("s3cret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    let layer = OAuthLayer::new(session);
    let recorder = Recorder::answering([401, 401, 401, 401]);
    let url = "https://api.locking.example/things";
    for sent in [2, 3, 4] {
        let answer = through(&layer, &recorder, post(url, "")).await.unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(recorder.seen().len(), sent);
    }
    assert_eq!(tokens_granted(&server), 2);
}
