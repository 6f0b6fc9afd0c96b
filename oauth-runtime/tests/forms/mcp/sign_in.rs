//! From the address of a resource to a call of it, and back after a restart.

use std::sync::Arc;

use oauth_runtime::PendingSignIn;
use oauth_runtime::spec::Method;
use oauth_runtime::store::{Filter, MemoryStore, Store as _};
use serde_json::{Value, json};

use super::world::*;
use crate::world::{ok, status};

const TOKEN: &str = "POST https://as.acme.example/token";

#[tokio::test]
async fn the_address_is_all_that_a_program_needs() {
    let world = World::new();
    world.tokens([
        tokens("at-1", "files:read files:write"),
        tokens("at-2", "files:read"),
    ]);
    world.answer(&format!("POST {RESOURCE}"), [ok(r#"{"result": 1}"#)]);
    let client = world.client();
    let login = client.authorize(REDIRECT_URI, "").await.unwrap();
    assert_eq!(
        world.lines(),
        [
            format!("HEAD {RESOURCE}"),
            format!("GET {RESOURCE_METADATA}"),
            format!("GET {SERVER_METADATA}"),
            "POST https://as.acme.example/register".to_owned(),
        ]
    );
    let url = login.url();
    assert!(
        url.starts_with("https://as.acme.example/authorize?"),
        "{url}"
    );
    for (name, value) in [
        ("client_id", "client-1"),
        ("resource", RESOURCE),
        ("scope", "files:read files:write"),
        ("code_challenge_method", "S256"),
        ("redirect_uri", REDIRECT_URI),
    ] {
        assert_eq!(param(url, name).as_deref(), Some(value), "{url}");
    }
    let session = finish(&login).await.unwrap();
    let sent = world.body(TOKEN);
    for (name, value) in [
        ("grant_type", "authorization_code"),
        ("client_id", "client-1"),
        ("resource", RESOURCE),
    ] {
        assert_eq!(param(&sent, name).as_deref(), Some(value), "{sent}");
    }
    assert!(param(&sent, "code_verifier").is_some());
    let answer: Value = session.request(Method::Post, "").json().await.unwrap();
    assert_eq!(answer, json!({"result": 1}));
    let bearer = world.header(&format!("POST {RESOURCE}"), "authorization");
    assert_eq!(bearer.as_deref(), Some("Bearer at-1"));
    session.renew().await.unwrap();
    let sent = world.body(TOKEN);
    for (name, value) in [
        ("grant_type", "refresh_token"),
        ("refresh_token", "refresh-of-at-1"),
        ("client_id", "client-1"),
        ("resource", RESOURCE),
    ] {
        assert_eq!(param(&sent, name).as_deref(), Some(value), "{sent}");
    }
}

#[tokio::test]
async fn the_store_is_all_that_a_restart_needs() {
    let world = World::new();
    world.tokens([tokens("at-1", ""), tokens("at-2", "")]);
    let store = Arc::new(MemoryStore::default());
    let start = || world.builder().store(store.clone()).build().unwrap();
    let session = sign_in(&start(), "").await;
    drop(session);
    world.lines();

    let session = start().stored_session().await.unwrap().unwrap();
    assert_eq!(session.tokens().access_token.expose(), "at-1");
    assert!(world.lines().is_empty(), "a valid token needs no network");
    session.renew().await.unwrap();
    assert_eq!(
        param(&world.body(TOKEN), "client_id").as_deref(),
        Some("client-1")
    );
    // The tokens remember their server: the resource is not asked again.
    assert_eq!(
        world.lines(),
        [format!("GET {SERVER_METADATA}"), TOKEN.to_owned()]
    );

    // Another account of the program, after another restart: one registration for all.
    let ada = start().account("ada");
    ada.authorize("http://127.0.0.1:51004/callback", "")
        .await
        .unwrap();
    assert_eq!(world.count("POST https://as.acme.example/register"), 0);
    // The registration is no connection.
    let listed = start().connections().list().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].key.registration(), "");
    let all = store.list(&Filter::default(), None, 9).await.unwrap();
    let (registrations, connections): (Vec<_>, Vec<_>) =
        all.iter().partition(|key| key.is_registration());
    assert_eq!((registrations.len(), connections.len()), (1, 1));
    assert_eq!(registrations[0].account(), "http://127.0.0.1/callback");
}

#[tokio::test]
async fn a_sign_in_ends_in_another_process_as_it_began() {
    let world = World::new();
    world.tokens([tokens("at-1", "")]);
    let login = world.client().authorize(REDIRECT_URI, "").await.unwrap();
    let record = login.pending().to_json();
    let state = param(login.url(), "state").unwrap();
    world.lines();

    let pending = PendingSignIn::from_json(record.expose()).unwrap();
    let login = world.client().resume(pending);
    let callback = format!("{REDIRECT_URI}?code=c&state={state}");
    login.finish(&callback).await.unwrap();
    assert_eq!(world.lines(), [TOKEN], "nothing is asked twice");
}

#[tokio::test]
async fn metadata_is_found_at_each_place() {
    let root = "https://mcp.acme.example/.well-known/oauth-protected-resource";
    let origin = "https://mcp.acme.example/.well-known/oauth-authorization-server";
    let nothing = || challenged(401, "Bearer");
    // The well-known place of the path, without a challenge.
    let world = World::new();
    world.answer(&format!("HEAD {RESOURCE}"), [status(405, "")]);
    world.client().authorize(REDIRECT_URI, "").await.unwrap();
    // That of the root, for the path and for the origin.
    for (resource, sent) in [
        (RESOURCE, RESOURCE),
        ("https://mcp.acme.example/", "https://mcp.acme.example/"),
    ] {
        let world = World::new();
        world.answer(&format!("HEAD {RESOURCE}"), [nothing()]);
        world.answer(&format!("GET {RESOURCE_METADATA}"), [status(404, "")]);
        let mut metadata = resource_metadata();
        metadata["resource"] = json!(resource);
        world.answer(&format!("GET {root}"), [json_of(&metadata)]);
        let login = world.client().authorize(REDIRECT_URI, "").await.unwrap();
        assert_eq!(param(login.url(), "resource").as_deref(), Some(sent));
    }
    // None: the resource is its own authorization server, with or without a slash.
    for issuer in ["https://mcp.acme.example", "https://mcp.acme.example/"] {
        let world = World::new();
        world.answer(&format!("HEAD {RESOURCE}"), [nothing()]);
        world.answer(&format!("GET {RESOURCE_METADATA}"), [status(404, "")]);
        let mut metadata = server_metadata();
        metadata["issuer"] = json!(issuer);
        world.answer(&format!("GET {origin}"), [json_of(&metadata)]);
        let login = world.client().authorize(REDIRECT_URI, "").await.unwrap();
        assert_eq!(param(login.url(), "client_id").as_deref(), Some("client-1"));
    }
}

#[tokio::test]
async fn the_first_server_that_answers_is_taken_and_kept() {
    let world = World::new();
    world.tokens([tokens("at-1", ""), tokens("at-2", "")]);
    let mut metadata = resource_metadata();
    metadata["authorization_servers"] = json!(["https://down.acme.example", ISSUER]);
    world.answer(&format!("GET {RESOURCE_METADATA}"), [json_of(&metadata)]);
    let store = Arc::new(MemoryStore::default());
    let start = || world.builder().store(store.clone()).build().unwrap();
    sign_in(&start(), "").await;
    // The first one is back; the tokens go where they came from all the same.
    let mut other = server_metadata();
    other["issuer"] = json!("https://down.acme.example");
    other["token_endpoint"] = json!("https://down.acme.example/token");
    let address = "https://down.acme.example/.well-known/oauth-authorization-server";
    world.answer(&format!("GET {address}"), [json_of(&other)]);
    world.lines();
    let session = start().stored_session().await.unwrap().unwrap();
    session.renew().await.unwrap();
    assert_eq!(
        world.lines(),
        [format!("GET {SERVER_METADATA}"), TOKEN.to_owned()]
    );
}

#[tokio::test]
async fn scopes_come_from_the_program_then_the_challenge_then_the_metadata() {
    let scope = async |world: &World, asked: &str| {
        let login = world.client().authorize(REDIRECT_URI, asked).await.unwrap();
        param(login.url(), "scope")
    };
    let world = World::new();
    assert_eq!(scope(&world, "mine").await.as_deref(), Some("mine"));
    assert_eq!(
        scope(&world, "").await.as_deref(),
        Some("files:read files:write")
    );
    world.answer(
        &format!("HEAD {RESOURCE}"),
        [refusal(401, ", scope=\"files:read\"")],
    );
    assert_eq!(scope(&world, "").await.as_deref(), Some("files:read"));
    world.answer(&format!("HEAD {RESOURCE}"), [refusal(401, "")]);
    let mut metadata = resource_metadata();
    metadata.as_object_mut().unwrap().remove("scopes_supported");
    world.answer(&format!("GET {RESOURCE_METADATA}"), [json_of(&metadata)]);
    assert_eq!(scope(&world, "").await, None);
}

#[tokio::test]
async fn the_resources_metadata_is_readable() {
    let world = World::new();
    let metadata = world.client().resource_metadata().await.unwrap().unwrap();
    assert_eq!(metadata.resource(), RESOURCE);
    assert_eq!(metadata.authorization_servers(), [ISSUER]);
    assert_eq!(metadata.bearer_methods_supported().unwrap(), ["header"]);
}

#[tokio::test]
async fn signing_out_revokes_as_the_registered_client() {
    let world = World::new();
    world.tokens([tokens("at-1", "")]);
    world.answer("POST https://as.acme.example/revoke", [ok("")]);
    let session = sign_in(&world.client(), "").await;
    session.revoke().await.unwrap();
    let sent = world.body("POST https://as.acme.example/revoke");
    assert_eq!(param(&sent, "client_id").as_deref(), Some("client-1"));
}
