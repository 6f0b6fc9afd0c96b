//! What a caller asks for in an authorization request (RFC 8707, RFC 9396, OpenID Connect
//! Core §3.1.2.1).

use std::time::Duration;

use oauth_runtime::spec::{Part, ProviderSpec};
use oauth_runtime::{Code, PendingSignIn};
use serde_json::{Value, json};

use crate::acme::{ACME, CALLBACK, builder, pairs, part, value};
use crate::pushed::SIGNED;
use crate::world::{answering, ok};

/// RFC 9396 §2, its first example.
fn details() -> Value {
    json!([{
        "type": "customer_information",
        "locations": ["https://example.com/customers"],
        "actions": ["read", "write"],
        "datatypes": ["contacts", "photos"]
    }])
}

#[tokio::test]
async fn what_the_caller_asks_for_is_typed() {
    static PLAIN: ProviderSpec = ACME;
    let claims = json!({"id_token": {"acr": {"essential": true}}});
    let (transport, _) = answering([]);
    let client = builder(&PLAIN, transport).build().unwrap();
    let login = client
        .authorize(CALLBACK, "openid")
        .prompt("none")
        .prompt("login")
        .max_age(Duration::from_secs(600))
        .login_hint("ada@acme.example")
        .id_token_hint("e.y.j")
        .acr_values(["phr", "mfa"])
        .claims(&claims)
        .ui_locales(["de-CH", "en"])
        .display("popup")
        .resource("https://api.acme.example/a")
        .resource("https://api.acme.example/b")
        .authorization_details(&details())
        .begin()
        .unwrap();
    let url = pairs(login.url());
    for (name, expected) in [
        ("prompt", "login"),
        ("max_age", "600"),
        ("login_hint", "ada@acme.example"),
        ("id_token_hint", "e.y.j"),
        ("acr_values", "phr mfa"),
        ("ui_locales", "de-CH en"),
        ("display", "popup"),
    ] {
        assert_eq!(value(&url, name).as_deref(), Some(expected), "{name}");
    }
    let json_of = |name| serde_json::from_str::<Value>(&value(&url, name).unwrap()).unwrap();
    assert_eq!(json_of("claims"), claims);
    assert_eq!(json_of("authorization_details"), details());
    // RFC 8707 §2: one parameter for each resource.
    let resources: Vec<_> = url.iter().filter(|(name, _)| name == "resource").collect();
    assert_eq!(resources.len(), 2);
    let plain = client.authorize(CALLBACK, "openid").begin().unwrap();
    assert_eq!(value(&pairs(plain.url()), "max_age"), None, "nothing stays");
}

#[tokio::test]
async fn signed_they_are_what_they_are() {
    let (transport, _) = answering([]);
    let client = builder(&SIGNED, transport).build().unwrap();
    let login = client
        .authorize(CALLBACK, "openid")
        .max_age(Duration::from_secs(600))
        .claims(&json!({"userinfo": {"email": null}}))
        .resource("https://api.acme.example/a")
        .resource("https://api.acme.example/b")
        .authorization_details(&details())
        .await
        .unwrap();
    let claims = part(&value(&pairs(login.url()), "request").unwrap(), 1);
    assert_eq!(claims["max_age"], json!(600));
    assert_eq!(claims["claims"], json!({"userinfo": {"email": null}}));
    assert_eq!(claims["authorization_details"], details());
    assert_eq!(
        claims["resource"],
        json!(["https://api.acme.example/a", "https://api.acme.example/b"])
    );
}

#[tokio::test]
async fn resources_go_with_the_code_and_every_renewal() {
    static PLAIN: ProviderSpec = ProviderSpec {
        resource: Some(&[Part::Lit("https://api.acme.example")]),
        ..ACME
    };
    let tokens = r#"{"access_token":"at-1","token_type":"Bearer","refresh_token":"rt-1","expires_in":600,"authorization_details":[{"type":"a"}]}"#;
    let renewed = r#"{"access_token":"at-2","token_type":"Bearer","expires_in":600}"#;
    let (transport, sent) = answering([ok(tokens), ok(renewed), ok(tokens)]);
    let client = builder(&PLAIN, transport).build().unwrap();
    let login = client
        .authorize(CALLBACK, "")
        .state("s-1")
        .resource("https://b.example")
        .begin()
        .unwrap();
    let kept = PendingSignIn::from_json(login.pending().to_json().expose()).unwrap();
    let callback = format!("{CALLBACK}?code=c-1&state=s-1");
    let session = client.resume(kept).finish(&callback).await.unwrap();
    let granted = json!([{"type": "a"}]);
    assert_eq!(session.tokens().authorization_details(), Some(&granted));
    session.renew().await.unwrap();
    // An answer that does not repeat it changes nothing.
    assert_eq!(session.tokens().authorization_details(), Some(&granted));
    for at in 0..2 {
        let body = pairs(&sent.wire(at).1);
        assert_eq!(
            value(&body, "resource").as_deref(),
            Some("https://b.example")
        );
    }
    // Without one of the caller's own it is the declared one.
    client.client_credentials("").await.unwrap();
    assert_eq!(
        value(&pairs(&sent.wire(2).1), "resource").as_deref(),
        Some("https://api.acme.example")
    );
}

#[test]
fn a_resource_is_an_absolute_uri_without_fragment() {
    static PLAIN: ProviderSpec = ACME;
    for wrong in [
        "",
        "api",
        "/api",
        "https://a.example/#x",
        "https://a b",
        "1x:y",
    ] {
        let (transport, _) = answering([]);
        let client = builder(&PLAIN, transport).build().unwrap();
        let error = client
            .authorize(CALLBACK, "")
            .resource(wrong)
            .begin()
            .unwrap_err();
        assert_eq!(error.code(), Code::InputRefused, "{wrong}");
        assert_eq!(error.declaration_key(), Some("resource"), "{wrong}");
    }
}
