//! Registrations: what is asked, what is kept, and when another one is made.

use std::sync::Arc;

use oauth_runtime::store::MemoryStore;
use oauth_runtime::{ClientMetadata, Code, DynClient, Error};
use serde_json::{Value, json};

use super::world::*;
use crate::world::{TestClock, status};

const REGISTER: &str = "POST https://as.acme.example/register";
const TOKEN: &str = "POST https://as.acme.example/token";

fn secret_client(client_id: &str, ends: u64, method: &str) -> oauth_runtime::wire::WireResponse {
    let body = json!({
        "client_id": client_id,
        "client_secret": "se/cret 1",
        "client_secret_expires_at": ends,
        "redirect_uris": [REDIRECT_URI],
        "token_endpoint_auth_method": method,
        "client_name": "Reader",
        "unknown": {"a": 1},
    });
    status(201, &body.to_string())
}

#[tokio::test]
async fn the_request_has_what_the_program_says_and_what_follows() {
    let world = World::new();
    let metadata = ClientMetadata::new("Reader")
        .software_id("reader")
        .extra("client_name#de", "Leser");
    let client = world
        .builder()
        .client_metadata(metadata)
        .initial_access_token("iat-1");
    client
        .build()
        .unwrap()
        .authorize(REDIRECT_URI, "")
        .await
        .unwrap();
    let body: Value = serde_json::from_str(&world.body(REGISTER)).unwrap();
    assert_eq!(
        body,
        json!({
            "client_name": "Reader",
            "client_name#de": "Leser",
            "software_id": "reader",
            "redirect_uris": [REDIRECT_URI],
            "application_type": "native",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        })
    );
    assert_eq!(
        world.header(REGISTER, "content-type").unwrap(),
        "application/json"
    );
    assert_eq!(
        world.header(REGISTER, "authorization").unwrap(),
        "Bearer iat-1"
    );
}

#[tokio::test]
async fn a_program_on_a_server_asks_for_a_secret_and_uses_it_as_answered() {
    for (method, in_header) in [("client_secret_basic", true), ("client_secret_post", false)] {
        let world = World::new();
        world.answer(REGISTER, [secret_client("web-1", 0, method)]);
        world.tokens([tokens("at-1", "")]);
        let uri = "https://reader.example/callback";
        let body = json!({"client_id": "web-1", "client_secret": "se/cret 1", "token_endpoint_auth_method": method});
        world.answer(REGISTER, [status(201, &body.to_string())]);
        let login = world.client().authorize(uri, "").await.unwrap();
        let asked: Value = serde_json::from_str(&world.body(REGISTER)).unwrap();
        assert_eq!(asked["application_type"], "web");
        assert_eq!(asked["token_endpoint_auth_method"], "client_secret_basic");
        let state = param(login.url(), "state").unwrap();
        let session = login
            .finish(&format!("{uri}?code=c&state={state}"))
            .await
            .unwrap();
        assert_eq!(world.header(TOKEN, "authorization").is_some(), in_header);
        assert_eq!(
            world.body(TOKEN).contains("client_secret=se%2Fcret"),
            !in_header
        );
        let shown = format!("{session:?} {:?} {:?}", session.tokens(), login.pending());
        assert!(!shown.contains("se/cret"), "{shown}");
    }
}

#[tokio::test]
async fn one_registration_serves_every_port_and_no_other_address() {
    let world = World::new();
    world.answer(REGISTER, [registered("client-1"), registered("client-1")]);
    let client = world.client();
    for uri in [
        REDIRECT_URI,
        "http://127.0.0.1:1/callback",
        "http://127.0.0.1/callback",
    ] {
        client.authorize(uri, "").await.unwrap();
        assert_eq!(world.count(REGISTER), 1, "{uri}");
    }
    let other = status(201, r#"{"client_id": "client-2"}"#);
    world.answer(REGISTER, [other]);
    let login = client
        .authorize("http://127.0.0.1:1/other", "")
        .await
        .unwrap();
    assert_eq!(param(login.url(), "client_id").as_deref(), Some("client-2"));
}

#[tokio::test]
async fn a_hundred_sign_ins_at_once_register_once() {
    let world = World::new();
    let client = world.client();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let client = client.clone();
        tasks.spawn(async move { client.authorize(REDIRECT_URI, "").await.map(|_| ()) });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap().unwrap();
    }
    assert_eq!(world.count(REGISTER), 1);
}

#[tokio::test]
async fn a_secret_near_its_end_is_replaced() {
    let clock = TestClock::default();
    let ends = 1_795_219_200 + 86_400;
    let world = World::new();
    world.answer(
        REGISTER,
        [
            secret_client("client-1", ends, "client_secret_basic"),
            secret_client("client-2", 0, "client_secret_basic"),
        ],
    );
    let store = Arc::new(MemoryStore::default());
    let start = || {
        let builder = world.builder().store(store.clone()).clock(clock.clone());
        builder.build().unwrap()
    };
    for (later, id) in [(0, "client-1"), (80_000, "client-1"), (6_000, "client-2")] {
        clock.advance(later);
        let login = start().authorize(REDIRECT_URI, "").await.unwrap();
        assert_eq!(param(login.url(), "client_id").as_deref(), Some(id));
    }
}

#[tokio::test]
async fn a_client_that_the_server_forgot_registers_anew() {
    let gone = || status(401, r#"{"error": "invalid_client"}"#);
    let store = Arc::new(MemoryStore::default());
    let world = World::new();
    world.answer(
        REGISTER,
        [
            registered("client-1"),
            registered("client-2"),
            registered("client-3"),
        ],
    );
    let start = || world.builder().store(store.clone()).build().unwrap();
    // At the exchange.
    world.tokens([gone(), tokens("at-1", ""), gone()]);
    let client = start();
    let login = client.authorize(REDIRECT_URI, "").await.unwrap();
    let error = finish(&login).await.unwrap_err();
    assert_eq!(error.code(), Code::RegistrationChanged);
    assert!(error.is_reauth_required());
    // The next sign-in is of another client; its refresh finds that one gone as well.
    let session = sign_in(&client, "").await;
    assert_eq!(
        param(&world.body(TOKEN), "client_id").as_deref(),
        Some("client-2")
    );
    let error = session.renew().await.unwrap_err();
    assert!(error.is_reauth_required(), "{error}");
    // Also after a restart.
    let login = start().authorize(REDIRECT_URI, "").await.unwrap();
    assert_eq!(param(login.url(), "client_id").as_deref(), Some("client-3"));
}

#[tokio::test]
async fn what_the_server_refuses_is_told() {
    let refusal = async |answer| -> Error {
        let world = World::new();
        world.answer(REGISTER, [answer]);
        world
            .client()
            .authorize(REDIRECT_URI, "")
            .await
            .unwrap_err()
    };
    for (code, body, key) in [
        (400, r#"{"error": "invalid_redirect_uri"}"#, "redirect_uri"),
        (
            400,
            r#"{"error": "invalid_client_metadata", "error_description": "no"}"#,
            "client_metadata",
        ),
        (
            400,
            r#"{"error": "unapproved_software_statement"}"#,
            "client_metadata",
        ),
        (401, "", "initial_access_token"),
        (403, "{}", "initial_access_token"),
        (
            201,
            r#"{"client_id": "a", "redirect_uris": ["https://evil.example"]}"#,
            "redirect_uri",
        ),
    ] {
        let error = refusal(status(code, body)).await;
        assert_eq!(error.code(), Code::RegistrationRefused, "{body}");
        assert_eq!(error.declaration_key(), Some(key), "{body}");
    }
    for body in [
        "{}",
        "[]",
        r#"{"client_id": ""}"#,
        r#"{"client_id": 1}"#,
        r#"{"client_id": "a\nb"}"#,
        r#"{"client_id": "a", "redirect_uris": "x"}"#,
        r#"{"client_id": "a", "client_secret": {}}"#,
    ] {
        assert_eq!(
            refusal(status(201, body)).await.code(),
            Code::UnreadableAnswer,
            "{body}"
        );
    }
    assert_eq!(refusal(status(302, "")).await.code(), Code::Redirected);
}

#[tokio::test]
async fn a_program_without_a_browser_registers_for_the_device_flow() {
    let world = World::new();
    let mut metadata = server_metadata();
    metadata["device_authorization_endpoint"] = json!("https://as.acme.example/device");
    world.answer(&format!("GET {SERVER_METADATA}"), [json_of(&metadata)]);
    world.answer(REGISTER, [status(201, r#"{"client_id": "tv-1"}"#)]);
    let issued = json!({
        "device_code": "d-1",
        "user_code": "ABCD",
        "verification_uri": "https://as.acme.example/d",
        "expires_in": 600,
    });
    world.answer("POST https://as.acme.example/device", [json_of(&issued)]);
    let client = DynClient::builder(&ACME_MCP_DEVICE, &[], "")
        .transport(world.transport())
        .build()
        .unwrap();
    client.device_authorization("").await.unwrap();
    let sent = world.body("POST https://as.acme.example/device");
    assert_eq!(param(&sent, "client_id").as_deref(), Some("tv-1"));
    assert_eq!(param(&sent, "resource").as_deref(), Some(RESOURCE));
    let asked: Value = serde_json::from_str(&world.body(REGISTER)).unwrap();
    assert_eq!(
        asked,
        json!({
            "application_type": "native",
            "grant_types": ["urn:ietf:params:oauth:grant-type:device_code", "refresh_token"],
            "token_endpoint_auth_method": "none",
        })
    );
}

#[tokio::test]
async fn a_stand_in_registers_no_client_of_the_real_server() {
    let stand_in = "http://127.0.0.1:4000";
    let at_stand_in = World::new();
    for (line, answer) in [
        (format!("HEAD {stand_in}/mcp"), refusal(401, "")),
        (
            format!("GET {stand_in}/.well-known/oauth-protected-resource/mcp"),
            json_of(&resource_metadata()),
        ),
        (
            format!("GET {stand_in}/.well-known/oauth-authorization-server"),
            json_of(&server_metadata()),
        ),
        (format!("POST {stand_in}/register"), registered("stand-in")),
    ] {
        at_stand_in.answer(&line, [answer]);
    }
    let store = Arc::new(MemoryStore::default());
    let against = at_stand_in.builder().store(store.clone()).against(stand_in);
    let login = against
        .build()
        .unwrap()
        .authorize(REDIRECT_URI, "")
        .await
        .unwrap();
    assert_eq!(param(login.url(), "client_id").as_deref(), Some("stand-in"));
    let world = World::new();
    let real = world.builder().store(store).build().unwrap();
    let login = real.authorize(REDIRECT_URI, "").await.unwrap();
    assert_eq!(param(login.url(), "client_id").as_deref(), Some("client-1"));
}
