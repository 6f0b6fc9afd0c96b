//! More rights for a session that has some.

use oauth_runtime::Code;
use oauth_runtime::spec::Method;

use super::world::*;
use crate::world::ok;

const API: &str = "POST https://mcp.acme.example/mcp";

fn insufficient(scope: &str) -> oauth_runtime::wire::WireResponse {
    let more = format!(", error=\"insufficient_scope\", scope=\"{scope}\"");
    refusal(403, &more)
}

#[tokio::test]
async fn a_refusal_asks_for_what_was_missing_beside_what_there_is() {
    let world = World::new();
    world.tokens([
        tokens("at-1", "files:read"),
        tokens("at-2", "files:read files:write"),
    ]);
    world.answer(API, [insufficient("files:write files:read"), ok("{}")]);
    let session = sign_in(&world.client(), "files:read").await;
    let refusal = session.request(Method::Post, "").send().await.unwrap_err();
    assert_eq!(refusal.code(), Code::Forbidden);
    assert!(
        refusal.to_string().contains("session.step_up(...)"),
        "{refusal}"
    );
    assert_eq!(refusal.required_scopes(), ["files:write", "files:read"]);
    let login = session
        .step_up(REDIRECT_URI, &refusal)
        .unwrap()
        .await
        .unwrap();
    assert_eq!(
        param(login.url(), "scope").as_deref(),
        Some("files:read files:write")
    );
    assert_eq!(param(login.url(), "client_id").as_deref(), Some("client-1"));
    let session = finish(&login).await.unwrap();
    session.request(Method::Post, "").send().await.unwrap();
    assert_eq!(
        world.header(API, "authorization").as_deref(),
        Some("Bearer at-2")
    );
}

#[tokio::test]
async fn it_does_not_go_round_in_a_circle() {
    let world = World::new();
    // The server grants less than it is asked for, again and again.
    world.tokens([tokens("at-1", "files:read")]);
    world.answer(API, [insufficient("files:write")]);
    let session = sign_in(&world.client(), "files:read").await;
    let refusal = session.request(Method::Post, "").send().await.unwrap_err();
    let login = session
        .step_up(REDIRECT_URI, &refusal)
        .unwrap()
        .await
        .unwrap();
    let session = finish(&login).await.unwrap();
    let refusal = session.request(Method::Post, "").send().await.unwrap_err();
    let circle = session.step_up(REDIRECT_URI, &refusal).unwrap_err();
    assert_eq!(circle.code(), Code::MissingScopes);
}

#[tokio::test]
async fn only_scopes_are_taken_for_scopes() {
    let world = World::new();
    world.tokens([tokens("at-1", "files:read"), tokens("at-2", "files:read")]);
    let session = sign_in(&world.client(), "files:read").await;
    let required = async |answer| {
        world.answer(API, [answer]);
        let refusal = session.request(Method::Post, "").send().await.unwrap_err();
        refusal.required_scopes().to_vec()
    };
    let none: [&str; 0] = [];
    assert_eq!(required(challenged(403, "Bearer")).await, none);
    assert_eq!(required(challenged(500, "Bearer scope=\"a\"")).await, none);
    assert_eq!(
        required(challenged(403, "Bearer error=\"other\", scope=\"a\"")).await,
        none
    );
    assert_eq!(required(insufficient("a b\\\\c d")).await, ["a", "d"]);
    assert_eq!(required(challenged(401, "Bearer scope=\"a\"")).await, ["a"]);
    let many = "s ".repeat(1000);
    assert_eq!(required(insufficient(&many)).await.len(), 64);
    world.answer(API, [challenged(403, "Bearer")]);
    let refusal = session.request(Method::Post, "").send().await.unwrap_err();
    let same = session.step_up(REDIRECT_URI, &refusal).unwrap_err();
    assert_eq!(same.code(), Code::Forbidden);
}
