//! Servers that name another's address, or call themselves by another's name.

use oauth_runtime::Code;
use serde_json::json;

use super::world::*;

/// What a sign-in comes to; it must not get as far as a registration.
async fn refused(world: &World) -> oauth_runtime::Error {
    let error = world
        .client()
        .authorize(REDIRECT_URI, "")
        .await
        .unwrap_err();
    assert_eq!(world.count("POST https://as.acme.example/register"), 0);
    error
}

#[tokio::test]
async fn metadata_of_another_origin_is_not_asked() {
    for foreign in [
        "https://evil.example/.well-known/oauth-protected-resource/mcp",
        "https://mcp.acme.example.evil.example/x",
        "https://mcp.acme.example:8443/x",
        "https://mcp.acme.example@evil.example/x",
        "http://mcp.acme.example/x",
        "//evil.example/x",
        "http://169.254.169.254/latest",
    ] {
        let world = World::new();
        let challenge = format!("Bearer resource_metadata=\"{foreign}\"");
        world.answer(&format!("HEAD {RESOURCE}"), [challenged(401, &challenge)]);
        let error = refused(&world).await;
        assert_eq!(error.code(), Code::ResourceRefused, "{foreign}");
        assert!(error.to_string().contains("not its own origin"), "{error}");
        assert_eq!(world.lines(), [format!("HEAD {RESOURCE}")], "{foreign}");
    }
}

/// RFC 9728 §7.3: a resource that calls itself by another's name would get tokens for it.
#[tokio::test]
async fn a_resource_cannot_ask_for_tokens_of_another() {
    for other in ["https://bank.example/mcp", "https://mcp.acme.example/", ""] {
        let world = World::new();
        let mut metadata = resource_metadata();
        metadata["resource"] = json!(other);
        world.answer(&format!("GET {RESOURCE_METADATA}"), [json_of(&metadata)]);
        assert_eq!(
            refused(&world).await.code(),
            Code::ResourceRefused,
            "{other}"
        );
    }
}

#[tokio::test]
async fn metadata_of_another_issuer_is_refused() {
    let world = World::new();
    let mut metadata = server_metadata();
    metadata["issuer"] = json!("https://other.example");
    world.answer(&format!("GET {SERVER_METADATA}"), [json_of(&metadata)]);
    assert_eq!(refused(&world).await.code(), Code::MetadataIssuer);
}

#[tokio::test]
async fn no_server_inside_is_asked_for_one_outside() {
    for inside in [
        "http://as.acme.example",
        "https://127.0.0.1",
        "https://localhost:8080",
        "https://10.0.0.1",
        "https://[::1]",
        "https://169.254.169.254",
    ] {
        let world = World::new();
        let mut metadata = resource_metadata();
        metadata["authorization_servers"] = json!([inside]);
        world.answer(&format!("GET {RESOURCE_METADATA}"), [json_of(&metadata)]);
        assert_eq!(
            refused(&world).await.code(),
            Code::ResourceRefused,
            "{inside}"
        );
        let asked = [
            format!("HEAD {RESOURCE}"),
            format!("GET {RESOURCE_METADATA}"),
        ];
        assert_eq!(world.lines(), asked, "{inside}");
    }
    for endpoint in [
        "registration_endpoint",
        "token_endpoint",
        "authorization_endpoint",
    ] {
        let world = World::new();
        let mut metadata = server_metadata();
        metadata[endpoint] = json!("http://169.254.169.254/latest");
        world.answer(&format!("GET {SERVER_METADATA}"), [json_of(&metadata)]);
        assert_eq!(
            refused(&world).await.code(),
            Code::MetadataRefused,
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn a_server_that_does_not_say_that_it_checks_pkce_is_not_used() {
    let world = World::new();
    let mut metadata = server_metadata();
    metadata
        .as_object_mut()
        .unwrap()
        .remove("code_challenge_methods_supported");
    world.answer(&format!("GET {SERVER_METADATA}"), [json_of(&metadata)]);
    let error = world
        .client()
        .authorize(REDIRECT_URI, "")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::MetadataConflict);
}

#[tokio::test]
async fn what_is_no_challenge_changes_nothing() {
    for garbage in [
        "\"",
        "Bearer resource_metadata=\"",
        "=,=",
        "Bearer scope=\"\"",
        "@@@",
    ] {
        let world = World::new();
        world.answer(&format!("HEAD {RESOURCE}"), [challenged(401, garbage)]);
        let login = world.client().authorize(REDIRECT_URI, "").await.unwrap();
        assert_eq!(param(login.url(), "resource").as_deref(), Some(RESOURCE));
    }
}
