//! Metadata is read once for all and kept while it lasts.

use std::time::{Duration, SystemTime};

use oauth_runtime::{Code, Expiry, Secret, TokenSet};
use serde_json::json;

use super::server::{Server, client};
use crate::support::TestClock;

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_hundred_tasks_make_one_request() {
    let server = Server::default();
    let client = client(&server).build().unwrap();
    let tasks: Vec<_> = (0..100)
        .map(|number| {
            let client = client.account(format!("user-{number}"));
            tokio::spawn(async move { client.resolved().await.map(|_| ()) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(server.fetched(), 1);
}

#[tokio::test]
async fn a_hundred_tasks_share_one_failure() {
    let server = Server::default();
    server.fail(Some((503, "")));
    let client = client(&server).build().unwrap();
    let tasks: Vec<_> = (0..100)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.resolved().await.map(|_| ()) })
        })
        .collect();
    for task in tasks {
        let error = task.await.unwrap().unwrap_err();
        assert!(error.is_transient() && !error.is_ambiguous(), "{error}");
    }
    assert_eq!(server.fetched(), 1);
}

#[tokio::test]
async fn it_lasts_as_long_as_the_server_says_within_bounds() {
    for (text, lasts) in [
        ("", HOUR),
        ("max-age=7200", 2 * HOUR),
        ("max-age=1", Duration::from_secs(300)),
        ("max-age=999999999", 24 * HOUR),
    ] {
        let server = Server::default();
        *server.cache_control.lock().unwrap() = text;
        let clock = TestClock::default();
        let client = client(&server).clock(clock.clone()).build().unwrap();
        client.resolved().await.unwrap();
        clock.advance(lasts - Duration::from_secs(1));
        client.resolved().await.unwrap();
        assert_eq!(server.fetched(), 1, "{text}");
        clock.advance(Duration::from_secs(1));
        client.resolved().await.unwrap();
        assert_eq!(server.fetched(), 2, "{text}");
    }
}

#[tokio::test]
async fn what_is_over_serves_on_while_nothing_newer_comes() {
    let server = Server::default();
    let clock = TestClock::default();
    let client = client(&server).clock(clock.clone()).build().unwrap();
    client.resolved().await.unwrap();
    for failure in [
        (0, "no route"),
        (1, "reset"),
        (503, ""),
        (404, ""),
        (200, r#"{"issuer":"https://evil.example"}"#),
        (
            200,
            r#"{"issuer":"https://acme.example","token_endpoint":1}"#,
        ),
    ] {
        clock.advance(HOUR);
        server.fail(Some(failure));
        let metadata = client.server_metadata().await.unwrap().unwrap();
        assert_eq!(
            metadata.text("token_endpoint"),
            Some("https://acme.example/token")
        );
    }
    server.fail(None);
    server.set("token_endpoint", json!("https://acme.example/v2/token"));
    clock.advance(HOUR);
    let metadata = client.server_metadata().await.unwrap().unwrap();
    assert_eq!(
        metadata.text("token_endpoint"),
        Some("https://acme.example/v2/token")
    );
}

#[tokio::test]
async fn failures_are_not_repeated_at_once() {
    let server = Server::default();
    server.fail(Some((0, "no route")));
    let clock = TestClock::default();
    let client = client(&server).clock(clock.clone()).build().unwrap();
    for (pause, fetched) in [(0, 1), (0, 1), (1, 2), (1, 2), (1, 3), (3, 3), (1, 4)] {
        clock.advance(Duration::from_secs(pause));
        let error = client.resolved().await.unwrap_err();
        assert_eq!(error.code(), Code::NotConnected);
        assert_eq!(server.fetched(), fetched);
    }
    clock.advance(Duration::from_secs(60));
    server.fail(None);
    client.resolved().await.unwrap();
}

#[tokio::test]
async fn a_refresh_token_is_not_spent_on_metadata() {
    let server = Server::default();
    let clock = TestClock::default();
    let client = client(&server)
        .client_secret("hush")
        .clock(clock.clone())
        .build()
        .unwrap();
    let mut tokens = TokenSet::new("at", SystemTime::UNIX_EPOCH);
    tokens.refresh_token = Some(Secret::new("rt"));
    tokens.expires = Expiry::At(SystemTime::UNIX_EPOCH);
    let session = client.session(tokens);
    for failure in [(0, "no route"), (1, "reset"), (502, "")] {
        server.fail(Some(failure));
        let error = session.token().await.unwrap_err();
        assert!(error.is_transient() && !error.is_ambiguous(), "{error}");
        clock.advance(Duration::from_secs(600));
    }
    server.fail(None);
    session.token().await.unwrap();
    assert_eq!(
        server.asked().last().unwrap(),
        "POST https://acme.example/token"
    );
}
