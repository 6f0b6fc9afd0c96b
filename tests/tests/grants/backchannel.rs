//! Backchannel authentication against the strict server.

use std::time::Duration;

use oauth_mock::{Fault, MockServer};
use oauth_runtime::spec::CallKind;
use oauth_runtime::transport::{Limits, TransportError};
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{Code, DynBackchannelSignIn, DynClient, DynSession, Error};
use serde_json::json;

use super::world::{ACME, world};
use crate::support::json as answered;

async fn begin(client: &DynClient) -> DynBackchannelSignIn {
    let request = client.backchannel_authentication("openid");
    request.login_hint("user").await.unwrap()
}

/// Lets time pass until the sign-in has an end.
async fn outcome(server: &MockServer, sign_in: &DynBackchannelSignIn) -> Result<DynSession, Error> {
    let sign_in = sign_in.clone();
    let mut waiting = tokio::spawn(async move { sign_in.wait().await });
    let clock = server.clock();
    loop {
        tokio::select! {
            biased;
            done = &mut waiting => return done.unwrap(),
            () = clock.until_asleep(1) => {
                clock.advance_to_next_wake();
            }
        }
    }
}

fn polls(server: &MockServer) -> usize {
    server.count(CallKind::BackchannelToken)
}

#[tokio::test]
async fn a_person_agrees_and_the_session_renews() {
    let (server, client) = world(&ACME, |server| server).await;
    let sign_in = begin(&client).await;
    server.approve_device_after(2);
    let session = outcome(&server, &sign_in).await.unwrap();
    assert_eq!(polls(&server), 3);
    assert_eq!(session.tokens().obtained_by, CallKind::BackchannelToken);
    server.clock().advance(Duration::from_secs(3600));
    session.token().await.unwrap();
    assert_eq!(server.refreshes(), 1);
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_person_refuses_or_does_not_answer() {
    let (server, client) = world(&ACME, |server| server).await;
    let sign_in = begin(&client).await;
    assert_eq!(server.deny_device(), 1);
    let error = outcome(&server, &sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::AccessDenied);
    assert!(error.is_reauth_required());

    let sign_in = begin(&client).await;
    assert_eq!(server.expire_device(), 1);
    let error = outcome(&server, &sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::NobodySignedIn);
    assert_eq!(polls(&server), 2, "the server says so");

    let request = client.backchannel_authentication("openid");
    let request = request
        .login_hint("user")
        .requested_expiry(Duration::from_secs(20));
    let sign_in = request.await.unwrap();
    assert_eq!(sign_in.expires_in().as_secs(), 20);
    let error = outcome(&server, &sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::NobodySignedIn);
    assert_eq!(polls(&server), 5, "the clock says so");
}

#[tokio::test]
async fn slow_down_adds_five_seconds_and_a_broken_poll_is_repeated() {
    let (server, client) = world(&ACME, |server| server).await;
    let sign_in = begin(&client).await;
    server.script(
        CallKind::BackchannelToken,
        Fault::json(400, &json!({"error": "slow_down"})),
    );
    server.script(CallKind::BackchannelToken, Fault::Reset);
    server.approve_device();
    outcome(&server, &sign_in).await.unwrap();
    assert_eq!(sign_in.interval().as_secs(), 10);
    assert_eq!(polls(&server), 3);
}

#[tokio::test]
async fn a_transaction_that_failed_ends_the_wait() {
    let (server, client) = world(&ACME, |server| server).await;
    let sign_in = begin(&client).await;
    server.script(
        CallKind::BackchannelToken,
        Fault::json(400, &json!({"error": "transaction_failed"})),
    );
    let error = outcome(&server, &sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::ProviderError);
    assert_eq!(
        error.oauth_error().map(|oauth| &*oauth.error),
        Some("transaction_failed")
    );
    assert_eq!(polls(&server), 1);
}

#[tokio::test]
async fn exactly_one_hint_says_who_is_asked() {
    let (server, client) = world(&ACME, |server| server).await;
    let none = client.backchannel_authentication("openid");
    let two = none.clone().login_hint("user").id_token_hint("x.y.z");
    for request in [none, two] {
        let error = request.await.unwrap_err();
        assert_eq!(error.code(), Code::InputRefused);
    }
    assert!(server.ledger().is_empty());
    server.trust("x.y.z", "user");
    let by_token = client.backchannel_authentication("openid");
    by_token.id_token_hint("x.y.z").await.unwrap();
    let stranger = client.backchannel_authentication("openid");
    let error = stranger.login_hint("stranger").await.unwrap_err();
    assert_eq!(
        error.oauth_error().map(|oauth| &*oauth.error),
        Some("unknown_user_id")
    );
}

/// A provider may hold the answer back for 30 s (OpenID CIBA §7.3).
#[tokio::test]
async fn a_poll_has_time_for_an_answer_that_is_held_back() {
    let deadlines = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let seen = deadlines.clone();
    let transport = move |_: WireRequest, limits: Limits| {
        let mut seen = seen.lock().unwrap();
        seen.push(limits.deadline.as_secs());
        let body = match seen.len() {
            1 => r#"{"auth_req_id": "id", "expires_in": 120}"#,
            _ => r#"{"access_token": "at", "token_type": "Bearer"}"#,
        };
        async move { Ok::<_, TransportError>(answered(body)) }
    };
    let clock = oauth_mock::MockClock::new();
    let client = DynClient::builder(&ACME, &[], "public")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let sign_in = begin(&client).await;
    assert_eq!(sign_in.interval().as_secs(), 5, "where none is answered");
    clock.advance(Duration::from_secs(6));
    sign_in.poll().await.unwrap();
    assert_eq!(*deadlines.lock().unwrap(), [30, 60]);
}
