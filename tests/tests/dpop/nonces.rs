//! Nonces of both servers, RFC 9449 §8 and §9: one repeat, and never a renewal.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::{DynClient, TokenSet};

use super::world::{BOUND, CALLBACK, me, server, sign_in, told, watched};
use crate::support::{answer, json};

#[tokio::test]
async fn each_server_is_asked_once_more_and_then_knows_its_nonce() {
    let server = server(|server| server.dpop_nonces()).await;
    let client = server.client().build().unwrap();
    let session = sign_in(&server, &client).await;
    assert_eq!(told(&server, CallKind::Token), (2, 1));
    for _ in 0..3 {
        me(&session).await.unwrap();
    }
    assert_eq!(told(&server, CallKind::Api), (4, 1));
    // The nonce of the resource server, which the API has told.
    session.userinfo().await.unwrap();
    assert_eq!(told(&server, CallKind::UserInfo), (1, 0));
    session.renew().await.unwrap();
    assert_eq!(told(&server, CallKind::Refresh), (1, 0));
    // Sessions of a client share what they know.
    let other = sign_in(&server, &client).await;
    me(&other).await.unwrap();
    assert_eq!(told(&server, CallKind::Token), (3, 1));
    assert_eq!(told(&server, CallKind::Api), (5, 1));
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_rotated_nonce_costs_one_repeat_and_no_renewal() {
    let server = server(|server| server.dpop_nonces()).await;
    let session = sign_in(&server, &server.client().build().unwrap()).await;
    me(&session).await.unwrap();
    server.rotate_dpop_nonces();
    server.clear_ledger();
    me(&session).await.unwrap();
    assert_eq!(told(&server, CallKind::Api), (2, 1));
    assert_eq!(server.refreshes(), 0);
    let refreshed = session.tokens().refresh_token.unwrap();
    session.renew().await.unwrap();
    assert_eq!(told(&server, CallKind::Refresh), (2, 1));
    assert_eq!(server.refreshes(), 1);
    assert!(!server.is_live(refreshed.expose()));
    me(&session).await.unwrap();
    server.assert_all_accepted();
}

#[tokio::test]
async fn nonces_that_work_once_follow_each_other() {
    let server = server(|server| server.dpop_nonce_uses(1)).await;
    let session = sign_in(&server, &server.client().build().unwrap()).await;
    for _ in 0..5 {
        me(&session).await.unwrap();
        session.renew().await.unwrap();
    }
    assert_eq!(told(&server, CallKind::Token), (2, 1));
    assert_eq!(told(&server, CallKind::Api), (6, 1));
    assert_eq!(told(&server, CallKind::Refresh), (5, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks_meet_a_rotated_nonce_and_none_renews() {
    let server = server(|server| server.dpop_nonces()).await;
    let session = sign_in(&server, &server.client().build().unwrap()).await;
    me(&session).await.unwrap();
    server.rotate_dpop_nonces();
    server.clear_ledger();
    let tasks: Vec<_> = (0..40)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move { me(&session).await })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let (requests, nonces) = told(&server, CallKind::Api);
    assert_eq!(requests, 40 + nonces);
    assert!((1..=40).contains(&nonces));
    assert_eq!(server.refreshes(), 0);
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_server_that_always_wants_another_nonce_is_asked_twice() {
    for same in [true, false] {
        let (seen, count) = (Arc::new(Mutex::new(Vec::new())), AtomicUsize::new(0));
        let client = DynClient::builder(&BOUND, &[], "client")
            .transport(watched(&seen, move |request, _| {
                let number = count.fetch_add(1, Ordering::SeqCst);
                let nonce = if same { 0 } else { number };
                let nonce = format!("n{nonce}");
                match request.url.contains("/token") {
                    true => answer(
                        400,
                        &[("dpop-nonce", &nonce), ("content-type", "application/json")],
                        r#"{"error":"use_dpop_nonce"}"#,
                    ),
                    false => answer(
                        401,
                        &[
                            ("dpop-nonce", &nonce),
                            (
                                "www-authenticate",
                                r#"DPoP error="use_dpop_nonce", algs="ES256""#,
                            ),
                        ],
                        "",
                    ),
                }
            }))
            .build()
            .unwrap();
        let refused = client.client_credentials("").await.unwrap_err();
        // A public client may not use this grant, so the request is that of a refresh.
        assert_eq!(refused.code().as_str(), "E0606");
        let mut tokens = TokenSet::new("at", std::time::SystemTime::now());
        tokens.refresh_token = Some("rt".into());
        let session = client.session(tokens);
        let refused = session.renew().await.unwrap_err();
        assert_eq!(refused.code().as_str(), "E0328", "{refused}");
        assert!(!refused.is_reauth_required());
        let proofs = seen.lock().unwrap().clone();
        assert_eq!(proofs.len(), 2, "same: {same}");
        assert!(proofs[0].as_ref().unwrap().claims.get("nonce").is_none());
        assert_eq!(proofs[1].as_ref().unwrap().claims["nonce"], "n0");
        // The refresh token was not spent, so it is still there.
        assert_eq!(session.tokens().refresh_token.unwrap().expose(), "rt");
    }
}

#[tokio::test]
async fn an_api_that_always_wants_another_nonce_is_asked_twice_and_nothing_is_renewed() {
    let (seen, count) = (Arc::new(Mutex::new(Vec::new())), AtomicUsize::new(0));
    let client = DynClient::builder(&BOUND, &[], "client")
        .client_secret("secret")
        .transport(watched(&seen, move |request, _| {
            if request.url.contains("/token") {
                return json(r#"{"access_token":"at","token_type":"DPoP","refresh_token":"rt"}"#);
            }
            let nonce = format!("n{}", count.fetch_add(1, Ordering::SeqCst));
            let challenge = r#"DPoP error="use_dpop_nonce""#;
            answer(
                401,
                &[("dpop-nonce", &nonce), ("www-authenticate", challenge)],
                "",
            )
        }))
        .build()
        .unwrap();
    let session = client.client_credentials("").await.unwrap();
    let refused = session.request(Method::Get, "me").send().await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0328", "{refused}");
    let urls: Vec<_> = seen
        .lock()
        .unwrap()
        .iter()
        .flatten()
        .map(|p| p.url.clone())
        .collect();
    assert_eq!(urls.iter().filter(|url| url.contains("/token")).count(), 1);
    assert_eq!(urls.len(), 3);
}

#[tokio::test]
async fn a_code_is_sent_once_more_for_a_nonce_and_for_nothing_else() {
    for (status, body, expected) in [
        (400, r#"{"error":"use_dpop_nonce"}"#, 2),
        (400, r#"{"error":"invalid_grant"}"#, 1),
        (400, r#"{"error":"invalid_request"}"#, 1),
        (500, r#"{"error":"use_dpop_nonce"}"#, 1),
        (200, r#"{"error":"use_dpop_nonce"}"#, 1),
    ] {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let client = DynClient::builder(&BOUND, &[], "client")
            .transport(watched(&seen, move |_, _| {
                answer(
                    status,
                    &[("dpop-nonce", "n"), ("content-type", "application/json")],
                    body,
                )
            }))
            .build()
            .unwrap();
        let login = client.authorize(CALLBACK, "").begin().unwrap();
        let state = login.url().split("state=").nth(1).unwrap();
        let state = state.split('&').next().unwrap();
        let callback = format!("{CALLBACK}?code=c&state={state}");
        login.finish(&callback).await.unwrap_err();
        assert_eq!(seen.lock().unwrap().len(), expected, "{status} {body}");
    }
}
