//! Providers of which only the issuer is declared: the metadata (RFC 8414, OpenID
//! Connect Discovery) says the rest, and is believed as far as the standards go.

mod cache;
mod freeze;
mod mock;
mod refused;
pub mod server;

use oauth_runtime::spec::{CallKind, ClientAuth};
use oauth_runtime::{Code, Secret, TokenSet};
use serde_json::json;

use crate::support::body_text;
use server::{ISSUER, Server, client};

const BACK: &str = "http://127.0.0.1:8080/cb";

#[tokio::test]
async fn an_issuer_is_all_that_a_sign_in_needs() {
    let server = Server::default();
    let client = client(&server).client_secret("hush").build().unwrap();
    assert!(!client.begins_directly());
    let sign_in = client.authorize(BACK, "read").state("s").await.unwrap();
    let url = sign_in.url();
    assert!(
        url.starts_with("https://login.acme.example/authorize?"),
        "{url}"
    );
    let session = sign_in.finish("code=c&state=s").await.unwrap();
    session.introspect().await.unwrap();
    session.userinfo().await.unwrap();
    session.renew().await.unwrap();
    session.revoke().await.unwrap();
    assert_eq!(
        server.asked(),
        [
            "GET https://acme.example/.well-known/oauth-authorization-server",
            "POST https://acme.example/token",
            "POST https://acme.example/introspect",
            "GET https://acme.example/userinfo",
            "POST https://acme.example/token",
            "POST https://acme.example/revoke",
            "POST https://acme.example/revoke",
        ]
    );
}

#[tokio::test]
async fn every_grant_finds_its_endpoint() {
    let server = Server::default();
    let client = client(&server).client_secret("hush").build().unwrap();
    client.client_credentials("").await.unwrap();
    let device = client.device_authorization("").await.unwrap();
    assert_eq!(device.user_code(), "WDJB-MJHT");
    assert_eq!(
        server.asked()[1..],
        [
            "POST https://acme.example/token",
            "POST https://acme.example/device"
        ]
    );
}

#[tokio::test]
async fn metadata_is_asked_for_as_anybody_may() {
    let server = Server::default();
    let client = client(&server)
        .client_secret("hush")
        .user_agent("app/1")
        .build()
        .unwrap();
    let metadata = client.server_metadata().await.unwrap().unwrap();
    assert_eq!(metadata.issuer(), ISSUER);
    assert_eq!(metadata.text("x-own"), Some("y"));
    let sent = server.sent.lock().unwrap();
    let names: Vec<&str> = sent[0].headers.keys().map(|name| name.as_str()).collect();
    assert_eq!(names, ["accept", "user-agent"]);
    assert_eq!(sent[0].headers["accept"], "application/json");
    assert!(sent[0].body.is_empty());
}

#[tokio::test]
async fn the_well_known_addresses_are_tried_in_turn() {
    let places = [
        "https://acme.example/.well-known/oauth-authorization-server/t/7",
        "https://acme.example/.well-known/openid-configuration/t/7",
        "https://acme.example/t/7/.well-known/openid-configuration",
    ];
    for (at, place) in places.iter().enumerate() {
        for miss in [
            (404, ""),
            (302, ""),
            (401, "{}"),
            (200, "<!doctype html><title>Sign in</title>"),
            (200, "[]"),
            // The root's own metadata wherever it is asked.
            (200, r#"{"issuer":"https://acme.example"}"#),
        ] {
            let server = Server::default();
            server.set("issuer", json!("https://acme.example/t/7"));
            server.only_at(place, miss);
            let client = client(&server)
                .issuer("https://acme.example/t/7")
                .build()
                .unwrap();
            client.resolved().await.unwrap();
            let asked: Vec<String> = places[..=at].iter().map(|p| format!("GET {p}")).collect();
            assert_eq!(server.asked(), asked, "{miss:?}");
        }
    }
}

#[tokio::test]
async fn a_declared_address_counts_and_a_set_one_more() {
    let server = Server::default();
    let client = client(&server)
        .endpoint(CallKind::Token, "https://own.example/token")
        .build()
        .unwrap();
    client.client_credentials("").await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[1], "POST https://own.example/token");
    let client = server::built(&server::HALF, &server).build().unwrap();
    client.client_credentials("").await.unwrap();
    assert_eq!(server.asked()[3], "POST https://declared.example/token");
}

#[tokio::test]
async fn a_stand_in_answers_for_the_issuer() {
    let server = Server::default();
    let client = client(&server)
        .against("http://127.0.0.1:4000")
        .build()
        .unwrap();
    client.client_credentials("").await.unwrap();
    assert_eq!(
        server.asked(),
        [
            "GET http://127.0.0.1:4000/.well-known/oauth-authorization-server",
            "POST http://127.0.0.1:4000/token",
        ]
    );
}

/// What the token request proves itself with: `basic`, `post`, `none`.
async fn used(server: &Server, secret: Option<&str>) -> Result<&'static str, oauth_runtime::Error> {
    let mut builder = client(server);
    if let Some(secret) = secret {
        builder = builder.client_secret(secret);
    }
    let login = builder.build()?.authorize(BACK, "read").state("s").await?;
    login.finish("code=c&state=s").await?;
    let sent = server.sent.lock().unwrap();
    let request = sent.last().unwrap();
    Ok(match body_text(request).contains("client_secret=hush") {
        _ if request.headers.contains_key("authorization") => "basic",
        true => "post",
        false => "none",
    })
}

#[tokio::test]
async fn the_client_authenticates_as_the_metadata_says() {
    for (methods, secret, expected) in [
        (json!(null), Some("hush"), "basic"),
        (json!(["client_secret_basic"]), Some("hush"), "basic"),
        (
            json!(["client_secret_post", "client_secret_basic"]),
            Some("hush"),
            "basic",
        ),
        (json!(["client_secret_post"]), Some("hush"), "post"),
        (
            json!(["private_key_jwt", "client_secret_post", "none"]),
            Some("hush"),
            "post",
        ),
        (json!(["client_secret_basic"]), None, "none"),
        (json!(["private_key_jwt"]), None, "none"),
    ] {
        let server = Server::default();
        server.set("token_endpoint_auth_methods_supported", methods.clone());
        assert_eq!(used(&server, secret).await.unwrap(), expected, "{methods}");
    }
    let server = Server::default();
    server.set(
        "token_endpoint_auth_methods_supported",
        json!(["private_key_jwt"]),
    );
    let error = used(&server, Some("hush")).await.unwrap_err();
    assert_eq!(error.code(), Code::MetadataConflict);
    assert!(error.to_string().contains("[private_key_jwt]"), "{error}");
    assert!(!error.to_string().contains("hush"));
}

#[tokio::test]
async fn a_client_with_a_certificate_uses_the_aliases() {
    // RFC 8705 §5.
    let aliases = json!({ "token_endpoint": "https://mtls.acme.example/token" });
    for (auth, expected) in [
        (
            ClientAuth::TlsClientAuth,
            "POST https://mtls.acme.example/token",
        ),
        (ClientAuth::Body, "POST https://acme.example/token"),
    ] {
        let server = Server::default();
        server.set("mtls_endpoint_aliases", aliases.clone());
        let client = client(&server).client_secret("hush").client_auth(auth);
        client
            .build()
            .unwrap()
            .client_credentials("")
            .await
            .unwrap();
        assert_eq!(server.asked()[1], expected);
    }
}

#[tokio::test]
async fn what_the_metadata_lacks_is_named() {
    let server = Server::default();
    for name in ["device_authorization_endpoint", "revocation_endpoint"] {
        server.set(name, json!(null));
    }
    let client = client(&server).client_secret("hush").build().unwrap();
    let error = client.device_authorization("").await.unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    let text = error.to_string();
    assert!(
        text.contains(
            "the metadata of `https://acme.example` names no `device_authorization_endpoint`"
        ),
        "{text}"
    );
    let tokens = TokenSet::new("at", std::time::SystemTime::now());
    let error = client.session(tokens).revoke().await.unwrap_err();
    assert!(
        error.to_string().contains("`revocation_endpoint`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_sign_in_that_was_not_sent_says_how() {
    let server = Server::default();
    let client = client(&server).build().unwrap();
    let error = client.authorize(BACK, "read").begin().unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    assert!(error.to_string().contains("use `send`"), "{error}");
    assert!(server.asked().is_empty());
}

#[tokio::test]
async fn a_page_shows_the_member_until_the_metadata_is_read() {
    let server = Server::default();
    let client = client(&server).build().unwrap();
    let page = client.explain(CallKind::Token).unwrap().unwrap();
    assert_eq!(page.url, "\u{2039}token_endpoint\u{203a}");
    let page = client.explain(CallKind::Revoke).unwrap().unwrap();
    assert_eq!(page.url, "\u{2039}revocation_endpoint\u{203a}");
    let client = client.resolved().await.unwrap();
    let page = client.explain(CallKind::Token).unwrap().unwrap();
    assert_eq!(page.url, "https://acme.example/token");
}

#[tokio::test]
async fn a_valid_token_needs_no_metadata() {
    let server = Server::default();
    let client = client(&server).client_secret("hush").build().unwrap();
    let mut tokens = TokenSet::new("at", std::time::SystemTime::now());
    tokens.refresh_token = Some(Secret::new("rt"));
    let session = client.session(tokens);
    session.token().await.unwrap();
    assert!(server.asked().is_empty());
    session.renew().await.unwrap();
    assert_eq!(server.asked().len(), 2);
}
