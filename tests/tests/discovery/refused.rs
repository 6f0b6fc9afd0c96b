//! Metadata that is not believed, and servers that do not do what is declared.

use oauth_runtime::Code;
use oauth_runtime::spec::{Alg, DpopSpec, Pkce, ProviderSpec};
use serde_json::{Value, json};

use super::BACK;
use super::server::{ACME, ISSUER, Server, built, client};

#[tokio::test]
async fn an_issuer_without_metadata_is_told_with_each_address() {
    let server = Server::default();
    server.fail(Some((404, "")));
    let error = client(&server)
        .build()
        .unwrap()
        .resolved()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::MetadataMissing);
    for place in ["oauth-authorization-server", "openid-configuration"] {
        let address = format!("`{ISSUER}/.well-known/{place}` (status 404)");
        assert!(error.to_string().contains(&address), "{error}");
    }
    assert_eq!(error.declaration_key(), Some("issuer"));
}

#[tokio::test]
async fn metadata_that_is_not_the_issuers_sends_nothing() {
    for (name, value, code) in [
        (
            "issuer",
            json!("https://evil.example"),
            Code::MetadataIssuer,
        ),
        (
            "issuer",
            json!("https://acme.example/"),
            Code::MetadataIssuer,
        ),
        (
            "issuer",
            json!("https://ACME.example"),
            Code::MetadataIssuer,
        ),
        (
            "issuer",
            json!("https://acme.example:443"),
            Code::MetadataIssuer,
        ),
        ("issuer", Value::Null, Code::MetadataRefused),
        (
            "token_endpoint",
            json!("http://acme.example/token"),
            Code::MetadataRefused,
        ),
        (
            "token_endpoint",
            json!("https://127.0.0.1/token"),
            Code::MetadataRefused,
        ),
        ("token_endpoint", json!({}), Code::MetadataRefused),
        ("scopes_supported", json!("read"), Code::MetadataRefused),
    ] {
        let server = Server::default();
        server.set(name, value.clone());
        let client = client(&server).client_secret("hush").build().unwrap();
        let error = client.client_credentials("").await.unwrap_err();
        assert_eq!(error.code(), code, "{name}: {value}");
        assert_eq!(server.asked().len(), server.fetched());
    }
}

#[tokio::test]
async fn a_member_that_stands_twice_is_refused() {
    let server = Server::default();
    let twice = r#"{"issuer":"https://acme.example","token_endpoint":"https://acme.example/a","token_endpoint":"https://acme.example/b"}"#;
    server.fail(Some((200, twice)));
    let error = client(&server)
        .build()
        .unwrap()
        .resolved()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::MetadataRefused);
    assert!(
        error.to_string().contains("`token_endpoint` stands twice"),
        "{error}"
    );
}

#[tokio::test]
async fn an_issuer_that_nobody_may_ask_is_not_asked() {
    for issuer in [
        "http://acme.example",
        "https://acme.example?x=1",
        "https://acme.example#x",
        "https://user@acme.example",
        "acme.example",
    ] {
        let server = Server::default();
        let client = client(&server).issuer(issuer).build().unwrap();
        let error = client.resolved().await.unwrap_err();
        assert_eq!(error.code(), Code::InsecureUrl, "{issuer}");
        assert!(server.asked().is_empty());
    }
}

async fn begins(spec: &'static ProviderSpec, name: &str, value: Value) -> Result<(), Code> {
    let server = Server::default();
    server.set(name, value);
    let client = built(spec, &server).build().unwrap();
    let begun = client.authorize(BACK, "read").await;
    begun.map(|_| ()).map_err(|error| error.code())
}

#[tokio::test]
async fn a_sign_in_is_not_begun_where_a_protection_would_be_ignored() {
    static PLAIN: ProviderSpec = ProviderSpec {
        pkce: Pkce::Plain,
        ..ACME
    };
    static NONE: ProviderSpec = ProviderSpec {
        pkce: Pkce::None,
        ..ACME
    };
    static BOUND: ProviderSpec = ProviderSpec {
        dpop: Some(DpopSpec { alg: Alg::Es256 }),
        ..ACME
    };
    let methods = "code_challenge_methods_supported";
    let conflict = Err(Code::MetadataConflict);
    for (spec, value, expected) in [
        (&ACME, json!(["plain", "S256"]), Ok(())),
        (&ACME, Value::Null, Ok(())),
        (&ACME, json!(["plain"]), conflict),
        (&ACME, json!([]), conflict),
        (&ACME, json!(["s256"]), conflict),
        (&PLAIN, json!(["plain"]), Ok(())),
        (&PLAIN, json!(["S256"]), conflict),
        (&NONE, json!([]), Ok(())),
    ] {
        assert_eq!(
            begins(spec, methods, value.clone()).await,
            expected,
            "{value}"
        );
    }
    let missing_key = Err(Code::SecretMissing);
    for (name, expected) in [
        ("require_pushed_authorization_requests", conflict),
        ("require_signed_request_object", missing_key),
    ] {
        assert_eq!(begins(&ACME, name, json!(true)).await, expected, "{name}");
        assert_eq!(begins(&ACME, name, json!(false)).await, Ok(()), "{name}");
    }
    let algs = "dpop_signing_alg_values_supported";
    assert_eq!(begins(&BOUND, algs, json!(["RS256"])).await, conflict);
    assert_eq!(begins(&ACME, algs, json!(["RS256"])).await, Ok(()));
}

#[tokio::test]
async fn a_weak_server_does_not_stop_grants_without_a_browser() {
    let server = Server::default();
    server.set("code_challenge_methods_supported", json!(["plain"]));
    let client = client(&server).client_secret("hush").build().unwrap();
    client.client_credentials("").await.unwrap();
}
