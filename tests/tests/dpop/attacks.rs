//! What a thief has of bound tokens, and a server that does not bind them.

use oauth_mock::Fault;
use oauth_runtime::TokenSet;
use oauth_runtime::spec::CallKind;
use serde_json::json;

use super::world::{CALLBACK, me, server, sign_in};

#[tokio::test]
async fn stolen_tokens_are_of_no_use_without_the_key() {
    let server = server(|server| server).await;
    let client = server.client().build().unwrap();
    let victim = sign_in(&server, &client).await.tokens();
    // As a bearer token.
    let mut bare = TokenSet::new(victim.access_token.clone(), victim.issued_at);
    bare.expires = victim.expires;
    let refused = me(&client.session(bare)).await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0801", "{refused}");
    // With a key of the thief's own.
    let mut thief = sign_in(&server, &client).await.tokens();
    thief.access_token = victim.access_token.clone();
    thief.refresh_token = None;
    let refused = me(&client.session(thief.clone())).await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0341", "{refused}");
    thief.refresh_token = victim.refresh_token.clone();
    let refused = client.session(thief).renew().await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0340", "{refused}");
    // And the owner goes on.
    let owner = client.session(victim);
    me(&owner).await.unwrap();
    owner.renew().await.unwrap();
}

#[tokio::test]
async fn a_code_of_another_key_is_refused() {
    let server = server(|server| server).await;
    let client = server.client().build().unwrap();
    let begun = client.authorize(CALLBACK, "").begin().unwrap();
    let callback = server.authorize(begun.url()).await.unwrap();
    let other = client.authorize(CALLBACK, "").begin().unwrap();
    let key = |text: &str| {
        let record: serde_json::Value = serde_json::from_str(text).unwrap();
        record["dpop_key"].as_str().unwrap().to_owned()
    };
    let (own, foreign) = (begun.pending().to_json(), other.pending().to_json());
    let mixed = own
        .expose()
        .replace(&key(own.expose()), &key(foreign.expose()));
    let pending = oauth_runtime::PendingSignIn::from_json(&mixed).unwrap();
    let refused = client.resume(pending).finish(&callback).await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0330", "{refused}");
}

#[tokio::test]
async fn tokens_that_are_not_bound_are_not_taken() {
    let server = server(|server| server).await;
    let client = server.client().build().unwrap();
    for kind in [Some("Bearer"), None] {
        let mut body = json!({ "access_token": "at", "expires_in": 60 });
        if let Some(kind) = kind {
            body["token_type"] = kind.into();
        }
        server.script(CallKind::Token, Fault::json(200, &body));
        let login = client.authorize(CALLBACK, "").begin().unwrap();
        let callback = server.authorize(login.url()).await.unwrap();
        let refused = login.finish(&callback).await.unwrap_err();
        assert_eq!(refused.code().as_str(), "E0312", "{refused}");
        assert_eq!(refused.declaration_key(), Some("dpop"));
    }
    let session = sign_in(&server, &client).await;
    let before = session.tokens();
    let body = json!({ "access_token": "at", "token_type": "Bearer", "refresh_token": "rt" });
    server.script(CallKind::Refresh, Fault::json(200, &body));
    let refused = session.renew().await.unwrap_err();
    assert_eq!(refused.code().as_str(), "E0312", "{refused}");
    let access_token = session.tokens().access_token;
    assert!(access_token.matches(before.access_token.expose()));
    me(&session).await.unwrap();
}

#[tokio::test]
async fn the_key_is_never_printed() {
    let server = server(|server| server).await;
    let client = server.client().build().unwrap();
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let record = login.pending().to_json();
    let record: serde_json::Value = serde_json::from_str(record.expose()).unwrap();
    let key = record["dpop_key"].as_str().unwrap();
    let (_, secret) = key.split_once('.').unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let session = login.finish(&callback).await.unwrap();
    let shown = format!(
        "{login:?} {:?} {session:?} {:?}",
        login.pending(),
        session.tokens()
    );
    assert!(!shown.contains(secret));
    assert!(!login.url().contains(secret));
}
