//! Logout: begun by the client, and told by the provider in the browser or behind it.

use std::time::UNIX_EPOCH;

use oauth_runtime::clock::Clock as _;
use oauth_runtime::{Code, Error, Logout};
use serde_json::{Value, json};

use super::client::{Plain, PlainScope, sign_in, with_secret};
use super::key::Key;
use super::op::{CLIENT, ISSUER, Op, pairs};

const SCOPES: [PlainScope; 2] = [PlainScope::OpenId, PlainScope::Email];
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// What comes of a logout token with this header and these claims.
async fn told(op: &Op, change: impl Fn(&mut Value, &mut Value)) -> Result<Logout, Error> {
    let now = op.clock.now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let key = op.state().key;
    let mut header = json!({"alg": key.alg(), "kid": key.kid(), "typ": "logout+jwt"});
    let mut claims = json!({
        "iss": ISSUER, "aud": CLIENT.0, "iat": now, "exp": now + 120, "jti": "jti-1",
        "sub": "alice", "sid": "sid-1", "events": {EVENT: {}},
    });
    change(&mut header, &mut claims);
    let client = with_secret::<Plain>(op);
    client
        .back_channel_logout(&key.sign(&header, &claims))
        .await
}

async fn refused(change: impl Fn(&mut Value, &mut Value)) {
    let error = told(&Op::default(), change).await.unwrap_err();
    assert_eq!(error.code(), Code::JwtRefused, "{error}");
}

#[tokio::test]
async fn back_channel() {
    let logout = told(&Op::default(), |_, _| ()).await.unwrap();
    assert_eq!(logout.sub.as_deref(), Some("alice"));
    assert_eq!(logout.sid.as_deref(), Some("sid-1"));
    assert!(logout.names(&json!({"iss": ISSUER, "sub": "alice", "sid": "sid-1"})));
    assert!(!logout.names(&json!({"iss": ISSUER, "sub": "bob", "sid": "sid-1"})));
}

#[tokio::test]
async fn back_channel_unsigned() {
    let op = Op::default();
    op.state().key = Key::None;
    told(&op, |_, _| ()).await.unwrap_err();
}

#[tokio::test]
async fn back_channel_with_another_alg() {
    for key in [Key::Text(CLIENT.1), Key::OtherRsa] {
        let op = Op::default();
        op.state().key = key;
        let kid = Key::Rsa.kid();
        told(&op, |header, _| header["kid"] = json!(kid))
            .await
            .unwrap_err();
    }
}

#[tokio::test]
async fn back_channel_without_event() {
    refused(|_, claims| claims["events"] = Value::Null).await;
}

#[tokio::test]
async fn back_channel_with_another_event() {
    refused(|_, claims| claims["events"] = json!({"http://schemas.openid.net/event/other": {}}))
        .await;
}

#[tokio::test]
async fn back_channel_with_nonce() {
    refused(|_, claims| claims["nonce"] = json!("nonce-1")).await;
}

#[tokio::test]
async fn back_channel_for_another_client() {
    refused(|_, claims| claims["aud"] = json!("client-2")).await;
}

#[tokio::test]
async fn back_channel_of_another_issuer() {
    refused(|_, claims| claims["iss"] = json!("https://op.example/")).await;
}

/// The provider posts `iss` and `sid` in the query (Front-Channel Logout §2).
#[tokio::test]
async fn front_channel() {
    let client = with_secret::<Plain>(&Op::default());
    let query = "iss=https%3A%2F%2Fop.example&sid=sid-1";
    let logout = client.front_channel_logout(query).await.unwrap();
    assert_eq!(logout.sid.as_deref(), Some("sid-1"));
    let other = "iss=https%3A%2F%2Fother.example&sid=sid-1";
    let error = client.front_channel_logout(other).await.unwrap_err();
    assert_eq!(error.code(), Code::IssuerMismatch, "{error}");
}

/// With the ID token as a hint, and the state that the program wants to see again.
#[tokio::test]
async fn begun_by_the_client() {
    let op = Op::default();
    let session = sign_in(&op, &with_secret::<Plain>(&op), SCOPES)
        .await
        .unwrap();
    let back = "https://app.example/signed-out";
    for state in [Some("state-1"), None] {
        let url = session.end_session_url(Some(back), state).await.unwrap();
        let (address, query) = url.split_once('?').unwrap();
        assert_eq!(address, format!("{ISSUER}/logout"));
        let sent = pairs(query);
        let id_token = session.tokens().id_token.unwrap();
        assert_eq!(sent["id_token_hint"], id_token.expose());
        assert_eq!(sent["post_logout_redirect_uri"], back);
        assert_eq!(sent.get("state").and_then(Value::as_str), state);
    }
}
