//! ID tokens: the modules of the Basic profile and of the plan for refresh tokens.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_runtime::{Code, Error, Session};
use serde_json::{Value, json};

use super::client::{Plain, PlainScope, sign_in, with_secret};
use super::key::Key;
use super::op::{CLIENT, ISSUER, Op, REDIRECT_URI, pairs};
use crate::support::body_text;

async fn outcome(op: &Op) -> Result<Session<Plain>, Error> {
    sign_in(
        op,
        &with_secret(op),
        [PlainScope::OpenId, PlainScope::Email],
    )
    .await
}

/// The error of a sign-in, which names the member that is wrong and asks for no claims.
async fn refused(op: &Op, member: &str) {
    let error = outcome(op).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused, "{error}");
    assert!(error.to_string().contains(member), "{error}");
    assert_eq!(op.requests("/userinfo"), 0);
}

async fn refused_when(change: fn(&mut Value, &mut Value, u64), member: &str) {
    let op = Op::default();
    op.id_token(change);
    refused(&op, member).await;
}

#[tokio::test]
async fn code_flow_with_userinfo() {
    let op = Op::default();
    let session = outcome(&op).await.unwrap();
    assert_eq!(session.id_token_claims().unwrap()["sub"], "alice");
    assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    let userinfo = op.last("/userinfo");
    assert_eq!(userinfo.headers["authorization"], "Bearer at-1");
    assert!(!userinfo.url.contains("at-1"));
}

#[tokio::test]
async fn client_secret_basic() {
    let op = Op::default();
    outcome(&op).await.unwrap();
    let token = op.last("/token");
    let (id, secret) = CLIENT;
    // Form-encoded before it is put together (RFC 6749 §2.3.1).
    let encoded = secret.replace(' ', "+").replace(',', "%2C");
    let expected = STANDARD.encode(format!("{id}:{encoded}"));
    assert_eq!(token.headers["authorization"], format!("Basic {expected}"));
    assert!(!pairs(&body_text(&token)).contains_key("client_secret"));
}

#[tokio::test]
async fn invalid_iss() {
    refused_when(|_, c, _| c["iss"] = json!(format!("{ISSUER}/")), "`iss`").await;
}

#[tokio::test]
async fn missing_iss() {
    refused_when(|_, c, _| c["iss"] = Value::Null, "`iss`").await;
}

#[tokio::test]
async fn missing_sub() {
    let gone = |_: &mut Value, c: &mut Value, _| drop(c.as_object_mut().unwrap().remove("sub"));
    refused_when(gone, "`sub`").await;
}

#[tokio::test]
async fn invalid_aud() {
    refused_when(|_, c, _| c["aud"] = json!("client-2"), "`aud`").await;
}

#[tokio::test]
async fn missing_aud() {
    let gone = |_: &mut Value, c: &mut Value, _| drop(c.as_object_mut().unwrap().remove("aud"));
    refused_when(gone, "`aud`").await;
}

#[tokio::test]
async fn a_second_audience_that_nobody_trusts() {
    refused_when(|_, c, _| c["aud"] = json!([CLIENT.0, "client-2"]), "`azp`").await;
}

#[tokio::test]
async fn missing_iat() {
    let gone = |_: &mut Value, c: &mut Value, _| drop(c.as_object_mut().unwrap().remove("iat"));
    refused_when(gone, "`iat`").await;
}

#[tokio::test]
async fn expired() {
    refused_when(|_, c, now| c["exp"] = json!(now - 301), "`exp`").await;
}

#[tokio::test]
async fn nonce_invalid() {
    refused_when(|_, c, _| c["nonce"] = json!("another"), "`nonce`").await;
}

#[tokio::test]
async fn missing_nonce() {
    let gone = |_: &mut Value, c: &mut Value, _| drop(c.as_object_mut().unwrap().remove("nonce"));
    refused_when(gone, "`nonce`").await;
}

/// The nonce of an earlier sign-in of the same client.
#[tokio::test]
async fn a_nonce_is_good_once() {
    let op = Op::default();
    let client = with_secret::<Plain>(&op);
    let begin = || client.authorize(REDIRECT_URI, [PlainScope::OpenId]);
    let first = begin().await.unwrap();
    let nonce = pairs(first.url().split_once('?').unwrap().1)["nonce"].clone();
    first.finish(&op.callback(first.url())).await.unwrap();
    op.id_token(move |_, claims, _| claims["nonce"] = nonce.clone());
    let second = begin().await.unwrap();
    let error = second.finish(&op.callback(second.url())).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused, "{error}");
}

#[tokio::test]
async fn invalid_at_hash() {
    refused_when(
        |_, c, _| c["at_hash"] = json!("77QmUPtjPfzWtF2AnpK9RQ"),
        "`at_hash`",
    )
    .await;
}

#[tokio::test]
async fn signed_with_rs256() {
    let op = Op::default();
    op.sign_with(Key::Rsa);
    outcome(&op).await.unwrap();
    assert_eq!(op.requests("/jwks"), 1);
}

#[tokio::test]
async fn signed_with_es256_and_ps256() {
    for key in [Key::Ec, Key::Pss] {
        let op = Op::default();
        op.sign_with(key);
        outcome(&op)
            .await
            .unwrap_or_else(|error| panic!("{key:?}: {error}"));
    }
}

#[tokio::test]
async fn unsigned() {
    let op = Op::default();
    op.state().key = Key::None;
    refused(&op, "`alg`").await;
}

#[tokio::test]
async fn invalid_rs256_signature() {
    let op = Op::default();
    op.id_token(|header, _, _| header["kid"] = json!(Key::Rsa.kid()));
    op.state().key = Key::OtherRsa;
    refused(&op, "signature").await;
}

#[tokio::test]
async fn invalid_es256_signature() {
    let op = Op::default();
    op.sign_with(Key::Ec);
    op.id_token(|header, _, _| header["kid"] = json!(Key::Ec.kid()));
    op.state().key = Key::OtherEc;
    refused(&op, "signature").await;
}

#[tokio::test]
async fn invalid_hs256_signature() {
    let op = Op::default();
    op.state().key = Key::Text("the secret of somebody else entirely");
    refused(&op, "`alg`").await;
}

/// Nobody declared HS256, so the client's own secret signs nothing either.
#[tokio::test]
async fn the_secret_signs_nothing_unless_declared() {
    let op = Op::default();
    op.state().key = Key::Text(CLIENT.1);
    refused(&op, "`alg`").await;
}

/// An attacker takes the public key for the key of an HMAC.
#[tokio::test]
async fn the_public_key_is_no_secret() {
    let der = STANDARD.encode(Key::Rsa.public_der());
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n");
    for text in [pem, Key::Rsa.jwk()["n"].as_str().unwrap().to_owned()] {
        let op = Op::default();
        op.id_token(|header, _, _| header["kid"] = json!(Key::Rsa.kid()));
        op.state().key = Key::Text(text.leak());
        refused(&op, "`alg`").await;
    }
}

#[tokio::test]
async fn kid_absent_and_a_single_key() {
    let op = Op::default();
    let gone = |h: &mut Value, _: &mut Value, _| drop(h.as_object_mut().unwrap().remove("kid"));
    op.id_token(gone);
    outcome(&op).await.unwrap();
}

/// With several that fit, it is found out by trying or refused; never taken unchecked.
#[tokio::test]
async fn kid_absent_and_several_keys() {
    let gone = |h: &mut Value, _: &mut Value, _| drop(h.as_object_mut().unwrap().remove("kid"));
    let op = Op::default();
    op.id_token(gone);
    op.state().published = vec![Key::OtherRsa.jwk(), Key::Rsa.jwk()];
    if let Err(error) = outcome(&op).await {
        assert_eq!(error.code(), Code::IdTokenRefused, "{error}");
    }
    let op = Op::default();
    op.id_token(gone);
    op.state().published = vec![Key::OtherRsa.jwk(), Key::OtherEc.jwk()];
    let error = outcome(&op).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused, "{error}");
}

#[tokio::test]
async fn a_refresh_brings_tokens_of_the_same_user() {
    let op = Op::default();
    let session = outcome(&op).await.unwrap();
    session.renew().await.unwrap();
    assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    assert_eq!(op.requests("/token"), 2);
}

/// The tokens of the renewal count, for the refresh token may be the only one that is good;
/// its ID token does not.
async fn not_taken(change: fn(&mut Value, &mut Value, u64)) {
    let op = Op::default();
    let session = outcome(&op).await.unwrap();
    let before = session.tokens().id_token.unwrap();
    op.id_token(change);
    op.clock.advance(std::time::Duration::from_secs(10));
    session.renew().await.unwrap();
    let after = session.tokens().id_token.unwrap();
    assert!(after.matches(before.expose()));
    assert_eq!(session.id_token_claims().unwrap()["sub"], "alice");
}

#[tokio::test]
async fn the_id_token_of_a_refresh_with_another_issuer_is_not_taken() {
    not_taken(|_, claims, _| claims["iss"] = json!("https://other.example")).await;
}

#[tokio::test]
async fn the_id_token_of_a_refresh_with_another_sub_is_not_taken() {
    not_taken(|_, claims, _| claims["sub"] = json!("bob")).await;
}
