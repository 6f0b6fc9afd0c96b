//! The provider's metadata: the modules of the Config profile, and the answer in a form.

use oauth_runtime::{Code, PendingSignIn};
use serde_json::json;

use super::client::{FormPost, FormPostScope, Plain, PlainScope, sign_in, with_secret};
use super::op::{ISSUER, Op, REDIRECT_URI, pairs};

const SCOPES: [PlainScope; 2] = [PlainScope::OpenId, PlainScope::Email];

#[tokio::test]
async fn the_configuration_is_read_and_used() {
    let op = Op::default();
    op.state().metadata["token_endpoint"] = json!(format!("{ISSUER}/token?v=2"));
    let login = with_secret::<Plain>(&op)
        .authorize(REDIRECT_URI, SCOPES)
        .await
        .unwrap();
    assert!(login.url().starts_with(&format!("{ISSUER}/authorize?")));
    login.finish(&op.callback(login.url())).await.unwrap();
    assert_eq!(op.requests("/.well-known/openid-configuration"), 1);
    assert_eq!(op.last("/token").url, format!("{ISSUER}/token?v=2"));
}

#[tokio::test]
async fn the_keys_are_where_the_configuration_says() {
    let op = Op::default();
    op.state().metadata["jwks_uri"] = json!(format!("{ISSUER}/moved/jwks"));
    sign_in(&op, &with_secret::<Plain>(&op), SCOPES)
        .await
        .unwrap();
    assert_eq!((op.requests("/moved/jwks"), op.requests("/jwks")), (1, 0));
}

/// Compared byte for byte: not even a slash more.
#[tokio::test]
async fn another_issuer_in_the_configuration_is_refused() {
    for issuer in [
        "https://other.example",
        "https://op.example/",
        "https://OP.example",
    ] {
        let op = Op::default();
        op.state().metadata["issuer"] = json!(issuer);
        let begun = with_secret::<Plain>(&op)
            .authorize(REDIRECT_URI, SCOPES)
            .await;
        let error = begun.unwrap_err();
        assert!(error.to_string().contains("issuer"), "{error}");
        assert_eq!(op.requests("/token"), 0);
    }
}

/// With claims by scope: what is asked for is what the scopes say.
#[tokio::test]
async fn scopes_ask_for_claims() {
    let op = Op::default();
    let login = with_secret::<Plain>(&op)
        .authorize(REDIRECT_URI, SCOPES)
        .await
        .unwrap();
    let (_, query) = login.url().split_once('?').unwrap();
    assert_eq!(pairs(query)["scope"], "openid email");
    let session = login.finish(&op.callback(login.url())).await.unwrap();
    assert_eq!(
        session.userinfo().await.unwrap()["email"],
        "alice@op.example"
    );
}

/// The answer is a form that the browser posts (OAuth 2.0 Form Post Response Mode).
#[tokio::test]
async fn the_answer_comes_in_a_form() {
    let op = Op::default();
    let client = with_secret::<FormPost>(&op);
    let scopes = [FormPostScope::OpenId, FormPostScope::Email];
    let login = client.authorize(REDIRECT_URI, scopes).await.unwrap();
    let (_, query) = login.url().split_once('?').unwrap();
    assert_eq!(pairs(query)["response_mode"], "form_post");
    let callback = op.callback(login.url());
    let (_, body) = callback.split_once('?').unwrap();
    let session = login.finish(body).await.unwrap();
    assert_eq!(session.id_token_claims().unwrap()["sub"], "alice");
}

/// A state that is wrong or missing in the form reaches no endpoint.
#[tokio::test]
async fn a_form_with_another_state_is_refused() {
    let op = Op::default();
    let client = with_secret::<FormPost>(&op);
    let scopes = [FormPostScope::OpenId, FormPostScope::Email];
    let login = client.authorize(REDIRECT_URI, scopes).await.unwrap();
    op.callback(login.url());
    for (body, code) in [
        (
            "code=code-1&state=other&iss=https%3A%2F%2Fop.example",
            Code::StateMismatch,
        ),
        (
            "code=code-1&iss=https%3A%2F%2Fop.example",
            Code::StateMissing,
        ),
    ] {
        let error = login.finish(body).await.unwrap_err();
        assert_eq!(error.code(), code, "{error}");
    }
    assert_eq!(op.requests("/token"), 0);
}

#[tokio::test]
async fn metadata_without_s256_is_refused() {
    let op = Op::default();
    op.state().metadata["code_challenge_methods_supported"] = json!(["plain"]);
    let begun = with_secret::<Plain>(&op)
        .authorize(REDIRECT_URI, SCOPES)
        .await;
    let error = begun.unwrap_err();
    assert!(error.to_string().contains("S256"), "{error}");
}

/// What the metadata promises must come (RFC 9207 §2.4).
#[tokio::test]
async fn a_response_without_the_promised_iss_is_refused() {
    let op = Op::default();
    let login = with_secret::<Plain>(&op)
        .authorize(REDIRECT_URI, SCOPES)
        .await
        .unwrap();
    let mut response = op.response(login.url());
    response.remove("iss");
    let query = response
        .iter()
        .map(|(name, value)| format!("{name}={}", value.as_str().unwrap()))
        .collect::<Vec<_>>()
        .join("&");
    let error = login.finish(&query).await.unwrap_err();
    assert_eq!(error.code(), Code::IssuerMismatch, "{error}");
    assert_eq!(op.requests("/token"), 0);
}

/// The metadata changes while alice is at the provider, and another process finishes.
#[tokio::test]
async fn f_29e_endpoints_are_those_of_the_beginning() {
    let op = Op::default();
    let login = with_secret::<Plain>(&op)
        .authorize(REDIRECT_URI, SCOPES)
        .await
        .unwrap();
    let callback = op.callback(login.url());
    let record = login.pending().to_json();
    {
        let mut state = op.state();
        for endpoint in ["token_endpoint", "jwks_uri"] {
            state.metadata[endpoint] = json!("https://evil.example/token");
        }
    }
    let pending = PendingSignIn::from_json(record.expose()).unwrap();
    let elsewhere = with_secret::<Plain>(&op).resume(pending);
    elsewhere.finish(&callback).await.unwrap();
    assert_eq!((op.requests("/token"), op.requests("/jwks")), (1, 1));
    let state = op.state();
    assert!(state.sent.iter().all(|sent| sent.url.starts_with(ISSUER)));
}

/// A token endpoint without TLS is not taken from metadata.
#[tokio::test]
async fn an_endpoint_without_tls_is_refused() {
    for endpoint in ["token_endpoint", "authorization_endpoint", "jwks_uri"] {
        let op = Op::default();
        op.state().metadata[endpoint] = json!("http://op.example/plain");
        let begun = with_secret::<Plain>(&op)
            .authorize(REDIRECT_URI, SCOPES)
            .await;
        let error = begun.unwrap_err();
        assert!(error.to_string().contains(endpoint), "{error}");
    }
}

/// A server with two documents: what stands in both is taken from the first, and the
/// second adds what only OpenID Connect knows. One of another issuer adds nothing.
#[tokio::test]
async fn two_documents_of_one_issuer_are_read_together() {
    for (issuer, has_userinfo) in [(ISSUER, true), ("https://other.example", false)] {
        let op = Op::default();
        {
            let mut state = op.state();
            let mut first = state.metadata.clone();
            first["scopes_supported"] = json!(["openid", "email"]);
            let members = first.as_object_mut().unwrap();
            members.remove("userinfo_endpoint");
            state.oauth_metadata = Some(first);
            state.metadata["issuer"] = json!(issuer);
            state.metadata["token_endpoint"] = json!(format!("{ISSUER}/other"));
        }
        let client = with_secret::<Plain>(&op);
        let session = sign_in(&op, &client, SCOPES).await.unwrap();
        assert_eq!(op.requests("/other"), 0);
        let userinfo = session.userinfo().await;
        assert_eq!(userinfo.is_ok(), has_userinfo, "{:?}", userinfo.err());
    }
}
