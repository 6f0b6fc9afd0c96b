//! Requests that carry a signed assertion.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::RsaKeyPair;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use super::{Scripted, body, client, header, sign_in};

/// A private key as PEM.
fn key() -> String {
    let key = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    let der: Pkcs8V1Der<'_> = key.as_der().unwrap();
    let inner = STANDARD.encode(der.as_ref());
    format!("-----BEGIN PRIVATE KEY-----\n{inner}\n-----END PRIVATE KEY-----\n")
}

/// The claims of a JWT.
fn claims(jwt: &str) -> Value {
    let payload = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// A parameter of a form body without percent-encoding.
fn form<'b>(text: &'b str, name: &str) -> &'b str {
    let mut pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(have, _)| *have == name).unwrap().1
}

#[tokio::test]
async fn revolut_knows_the_client_by_the_host_of_its_redirect_uri() {
    let granted = r#"{"access_token":"a1","refresh_token":"r1","expires_in":2399}"#;
    let script = Scripted::answering([(200, granted), (200, granted)]);
    let key = key();
    let values = [("environment", "sandbox"), ("private_key", key.as_str())];
    let session = sign_in(&client("revolut-business", &values, &script), "").await;
    session.renew().await.unwrap();
    let sent = script.requests();
    assert_eq!(sent.len(), 2);
    for request in &sent {
        let wanted = json!({
            "iss": "app.example", "sub": "client", "aud": "https://revolut.com",
            "iat": 1_795_251_600, "exp": 1_795_251_900,
        });
        assert_eq!(
            claims(form(body(request), "client_assertion")),
            wanted,
            "{}",
            request.url
        );
    }
}

#[tokio::test]
async fn an_app_of_github_is_a_bearer_of_its_assertion() {
    let granted = r#"{"token":"ghs","expires_at":"2026-11-21T10:00:00Z"}"#;
    let script = Scripted::answering([(201, granted)]);
    let key = key();
    let values = [("installation_id", "42"), ("private_key", key.as_str())];
    let client = client("github-app", &values, &script);
    client.client_credentials("").await.unwrap();
    let sent = script.requests();
    let jwt = header(&sent[0], "authorization").strip_prefix("Bearer ");
    assert_eq!(claims(jwt.unwrap())["iss"], "client");
    assert_eq!(body(&sent[0]), "");
}

#[tokio::test]
async fn success_factors_gets_a_signed_document() {
    let script = Scripted::answering([(200, r#"{"access_token":"a1","expires_in":86400}"#)]);
    let key = key();
    let values = [
        ("api_server", "api41preview.sapsf.com"),
        ("company_id", "ACME"),
        ("user_name", "jo"),
        ("private_key", key.as_str()),
    ];
    let client = client("sap-success-factors", &values, &script);
    client.client_credentials("").await.unwrap();
    let sent = script.requests();
    let text = form(body(&sent[0]), "assertion")
        .replace("%2B", "+")
        .replace("%2F", "/")
        .replace("%3D", "=");
    let document = String::from_utf8(STANDARD.decode(text).unwrap()).unwrap();
    assert!(document.contains(">jo</saml2:NameID>"));
    assert!(document.contains("<ds:SignatureValue>"));
    assert!(document.contains("IssueInstant=\"2026-11-21T09:00:00Z\""));
    assert_eq!(form(body(&sent[0]), "company_id"), "ACME");
}
