//! FAPI 2.0 Security Profile and Message Signing: the modules of the two client plans.

use oauth_runtime::{Code, Error, Session};
use serde_json::{Value, json};

use super::client::{Fapi, FapiScope, Signing, SigningScope, sign_in, with_key};
use super::key::Key;
use super::op::{CLIENT, ISSUER, Op, REDIRECT_URI, claims, pairs};
use crate::support::body_text;

const SCOPES: [FapiScope; 2] = [FapiScope::OpenId, FapiScope::Email];
const SIGNING_SCOPES: [SigningScope; 2] = [SigningScope::OpenId, SigningScope::Email];

/// A provider that follows the profile.
fn op() -> Op {
    let op = Op::default();
    op.sign_with(Key::Ec);
    {
        let mut state = op.state();
        state.token = json!({"token_type": "DPoP"});
        state.metadata["require_pushed_authorization_requests"] = json!(true);
        state.metadata["dpop_signing_alg_values_supported"] = json!(["ES256"]);
        state.metadata["token_endpoint_auth_methods_supported"] = json!(["private_key_jwt"]);
    }
    op
}

async fn outcome(op: &Op) -> Result<Session<Fapi>, Error> {
    sign_in(op, &with_key(op), SCOPES).await
}

async fn refused(op: &Op, member: &str) {
    let error = outcome(op).await.unwrap_err();
    assert_eq!(error.code(), Code::IdTokenRefused, "{error}");
    assert!(error.to_string().contains(member), "{error}");
    assert_eq!(op.requests("/api/me"), 0);
}

async fn refused_when(change: fn(&mut Value, &mut Value, u64), member: &str) {
    let op = op();
    op.id_token(change);
    refused(&op, member).await;
}

fn without(member: &'static str) -> impl Fn(&mut Value, &mut Value, u64) {
    move |_, claims, _| drop(claims.as_object_mut().unwrap().remove(member))
}

#[tokio::test]
async fn happy_path() {
    let op = op();
    op.state().dpop_challenge = Some("DPoP");
    let session = outcome(&op).await.unwrap();
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    // Asked once more with the nonce, and nothing was renewed for it.
    assert_eq!((op.requests("/api/me"), op.requests("/token")), (2, 1));
    let proof = claims(op.last("/api/me").headers["dpop"].to_str().unwrap());
    assert_eq!(proof["nonce"], "n-1");
    assert_eq!(op.last("/api/me").headers["authorization"], "DPoP at-1");
    let pushed = pairs(&body_text(&op.last("/par")));
    assert_eq!(pushed["code_challenge_method"], "S256");
    let assertion = claims(pushed["client_assertion"].as_str().unwrap());
    assert_eq!(assertion["aud"], ISSUER, "one audience, the issuer");
}

#[tokio::test]
async fn happy_path_without_dpop_nonce() {
    let op = op();
    let session = outcome(&op).await.unwrap();
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    assert_eq!(op.requests("/api/me"), 1);
    let proof = claims(op.last("/api/me").headers["dpop"].to_str().unwrap());
    assert_eq!(proof.get("nonce"), None);
}

#[tokio::test]
async fn the_scheme_of_a_challenge_has_any_case() {
    for scheme in ["dpop", "DPOP", "dPoP"] {
        let op = op();
        op.state().dpop_challenge = Some(scheme);
        let session = outcome(&op).await.unwrap();
        assert_eq!(session.get("me").send().await.unwrap().status(), 200);
        assert_eq!((op.requests("/api/me"), op.requests("/token")), (2, 1));
    }
}

#[tokio::test]
async fn token_type_has_any_case() {
    for token_type in ["dpop", "DPOP", "dPOp"] {
        let op = op();
        op.state().token["token_type"] = json!(token_type);
        let session = outcome(&op).await.unwrap();
        assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    }
}

/// A token that is not bound to the key is no token for this client (F-07c).
#[tokio::test]
async fn a_bearer_token_is_refused() {
    let op = op();
    op.state().token["token_type"] = json!("Bearer");
    outcome(&op).await.unwrap_err();
}

#[tokio::test]
async fn token_answer_without_expires_in() {
    let op = op();
    op.state().token["expires_in"] = Value::Null;
    let session = outcome(&op).await.unwrap();
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn discovery_issuer_mismatch() {
    let op = op();
    op.state().metadata["issuer"] = json!("https://op.example/");
    let begun = with_key::<Fapi>(&op).authorize(REDIRECT_URI, SCOPES).await;
    assert!(begun.unwrap_err().to_string().contains("issuer"));
    assert_eq!(op.requests("/par"), 0);
}

#[tokio::test]
async fn invalid_iss() {
    refused_when(|_, c, _| c["iss"] = json!("https://op.example/"), "`iss`").await;
}

#[tokio::test]
async fn missing_iss() {
    let op = op();
    op.id_token(without("iss"));
    refused(&op, "`iss`").await;
}

#[tokio::test]
async fn invalid_aud() {
    refused_when(|_, c, _| c["aud"] = json!("client-2"), "`aud`").await;
}

#[tokio::test]
async fn missing_aud() {
    let op = op();
    op.id_token(without("aud"));
    refused(&op, "`aud`").await;
}

#[tokio::test]
async fn invalid_secondary_aud() {
    refused_when(|_, c, _| c["aud"] = json!([CLIENT.0, "client-2"]), "`azp`").await;
}

#[tokio::test]
async fn aud_as_a_list_of_one() {
    let op = op();
    op.id_token(|_, c, _| c["aud"] = json!([CLIENT.0]));
    outcome(&op).await.unwrap();
}

#[tokio::test]
async fn null_alg() {
    let op = op();
    op.state().key = Key::None;
    refused(&op, "`alg`").await;
}

/// RS256 is not among the algorithms of FAPI 2.0 (§5.4.1).
#[tokio::test]
async fn alternate_alg() {
    let op = op();
    op.sign_with(Key::Rsa);
    refused(&op, "`alg`").await;
}

#[tokio::test]
async fn expired_exp() {
    refused_when(|_, c, now| c["exp"] = json!(now - 301), "`exp`").await;
}

#[tokio::test]
async fn missing_exp() {
    let op = op();
    op.id_token(without("exp"));
    refused(&op, "`exp`").await;
}

#[tokio::test]
async fn invalid_nonce() {
    refused_when(|_, c, _| c["nonce"] = json!("another"), "`nonce`").await;
}

#[tokio::test]
async fn missing_nonce() {
    let op = op();
    op.id_token(without("nonce"));
    refused(&op, "`nonce`").await;
}

/// The error of an authorization response with another member, and no request after it.
async fn response_refused(change: fn(&mut String), code: Code) {
    let op = op();
    let login = with_key::<Fapi>(&op)
        .authorize(REDIRECT_URI, SCOPES)
        .await
        .unwrap();
    let mut callback = op.callback(login.url());
    change(&mut callback);
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), code, "{error}");
    assert_eq!(op.requests("/token"), 0);
}

#[tokio::test]
async fn invalid_authorization_response_iss() {
    let other = |text: &mut String| *text = text.replace("op.example", "other.example");
    response_refused(other, Code::IssuerMismatch).await;
}

#[tokio::test]
async fn authorization_response_without_iss() {
    let gone = |text: &mut String| *text = text.replace("iss=", "was-iss=");
    response_refused(gone, Code::IssuerMismatch).await;
}

#[tokio::test]
async fn invalid_state() {
    let other = |text: &mut String| *text = text.replace("state=", "state=x");
    response_refused(other, Code::StateMismatch).await;
}

#[tokio::test]
async fn missing_state() {
    let gone = |text: &mut String| *text = text.replace("state=", "was-state=");
    response_refused(gone, Code::StateMissing).await;
}

/// Requests and responses are signed, and the request stands in the pushed one.
#[tokio::test]
async fn signed_request_and_response() {
    let op = op();
    let session = sign_in(&op, &with_key::<Signing>(&op), SIGNING_SCOPES)
        .await
        .unwrap();
    assert_eq!(session.get("me").send().await.unwrap().status(), 200);
    let pushed = pairs(&body_text(&op.last("/par")));
    assert!(!pushed.contains_key("redirect_uri") && !pushed.contains_key("state"));
    let request = claims(pushed["request"].as_str().unwrap());
    assert_eq!(request["iss"], CLIENT.0);
    assert_eq!(request["aud"], ISSUER);
    assert_eq!(request["redirect_uri"], REDIRECT_URI);
    assert!(request["response_mode"].as_str().unwrap().ends_with("jwt"));
    let lifetime = request["exp"].as_u64().unwrap() - request["nbf"].as_u64().unwrap();
    assert!(lifetime <= 3600, "{lifetime}");
}

/// The error of a signed authorization response, and no request after it.
async fn jarm_refused(op: &Op) {
    let login = with_key::<Signing>(op)
        .authorize(REDIRECT_URI, SIGNING_SCOPES)
        .await
        .unwrap();
    let callback = op.callback(login.url());
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(op.requests("/token"), 0, "{error}");
}

async fn jarm_refused_when(change: impl Fn(&mut Value, &mut Value, u64) + Send + 'static) {
    let op = op();
    op.state().response = Box::new(change);
    jarm_refused(&op).await;
}

#[tokio::test]
async fn jarm_without_iss() {
    jarm_refused_when(without("iss")).await;
}

#[tokio::test]
async fn jarm_with_invalid_iss() {
    jarm_refused_when(|_, c, _| c["iss"] = json!("https://other.example")).await;
}

#[tokio::test]
async fn jarm_without_aud() {
    jarm_refused_when(without("aud")).await;
}

#[tokio::test]
async fn jarm_with_invalid_aud() {
    jarm_refused_when(|_, c, _| c["aud"] = json!("client-2")).await;
}

#[tokio::test]
async fn jarm_without_exp() {
    jarm_refused_when(without("exp")).await;
}

#[tokio::test]
async fn jarm_with_expired_exp() {
    jarm_refused_when(|_, c, now| c["exp"] = json!(now - 301)).await;
}

#[tokio::test]
async fn jarm_with_invalid_signature() {
    let op = op();
    op.state().response = Box::new(|header, _, _| header["kid"] = json!(Key::Ec.kid()));
    op.state().key = Key::OtherEc;
    jarm_refused(&op).await;
}

#[tokio::test]
async fn jarm_unsigned() {
    let op = op();
    op.state().key = Key::None;
    jarm_refused(&op).await;
}

/// A response that is not signed does not pass for one that is.
#[tokio::test]
async fn a_plain_response_in_place_of_a_signed_one() {
    let op = op();
    let login = with_key::<Signing>(&op)
        .authorize(REDIRECT_URI, SIGNING_SCOPES)
        .await
        .unwrap();
    op.callback(login.url());
    let pushed = pairs(&body_text(&op.last("/par")));
    let state = claims(pushed["request"].as_str().unwrap())["state"].clone();
    let state = state.as_str().unwrap();
    let plain = format!("code=code-1&state={state}&iss=https%3A%2F%2Fop.example");
    login.finish(&plain).await.unwrap_err();
    assert_eq!(op.requests("/token"), 0);
}
