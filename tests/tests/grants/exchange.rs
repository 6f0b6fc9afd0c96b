//! Token exchange against the strict server.

use std::time::Duration;

use oauth_mock::Fault;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, DynClient, TokenType};
use serde_json::json;

use super::world::{ACME, BRIEF, SERVICE, world};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_session_is_exchanged_and_renews_through_the_one_it_came_from() {
    let (server, client) = world(&ACME, |server| server).await;
    let person = client
        .password("user", "password", "read write")
        .await
        .unwrap();
    let exchanged = person.exchange().scope("read").await.unwrap();
    assert_eq!(server.count(CallKind::TokenExchange), 1);
    assert_eq!(exchanged.tokens().scope, Some(vec!["read".to_owned()]));
    assert!(!exchanged.is_stored());
    let before = exchanged.tokens().access_token;
    assert!(!before.matches(person.tokens().access_token.expose()));

    // Both are over: the person's is refreshed first, then exchanged again.
    server.clock().advance(HOUR);
    let token = exchanged.token().await.unwrap();
    assert!(!token.access_token().matches(before.expose()));
    assert_eq!(server.refreshes(), 1);
    assert_eq!(server.count(CallKind::TokenExchange), 2);
    assert_eq!(exchanged.tokens().scope, Some(vec!["read".to_owned()]));

    // A thousand who want it make one exchange.
    server.clock().advance(HOUR);
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let exchanged = exchanged.clone();
            tokio::spawn(async move { exchanged.token().await.map(|_| ()).unwrap() })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(server.refreshes(), 2);
    assert_eq!(server.count(CallKind::TokenExchange), 3);
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_token_that_was_handed_in_is_not_kept() {
    let (server, client) = world(&ACME, |server| server).await;
    server.trust("foreign", "somebody");
    let session = client
        .token_exchange("foreign", TokenType::Jwt)
        .await
        .unwrap();
    server.clock().advance(HOUR);
    let error = session.token().await.map(|_| ()).unwrap_err();
    assert_eq!(error.code(), Code::NothingToRenew);
    assert_eq!(error.declaration_key(), Some("token_exchange"));
    assert!(error.to_string().contains("exchange again"), "{error}");
    assert_eq!(server.count(CallKind::TokenExchange), 1);
    assert!(!format!("{error:?} {session:?}").contains("foreign"));
}

#[tokio::test]
async fn a_refresh_token_of_an_exchange_renews_it() {
    let (server, client) = world(&ACME, |server| {
        server.refresh_token_for_client_credentials()
    })
    .await;
    server.trust("foreign", "somebody");
    let session = client
        .token_exchange("foreign", TokenType::Jwt)
        .await
        .unwrap();
    server.clock().advance(HOUR);
    session.token().await.unwrap();
    assert_eq!(server.refreshes(), 1);
    assert_eq!(server.count(CallKind::TokenExchange), 1);
}

#[tokio::test]
async fn an_actor_acts_for_a_subject() {
    let (server, client) = world(&ACME, |server| server).await;
    server.trust("subject", "person");
    server.trust("actor", "service");
    client
        .token_exchange("subject", TokenType::Jwt)
        .actor("actor", TokenType::Jwt)
        .await
        .unwrap();
    let error = client
        .token_exchange("subject", TokenType::Jwt)
        .actor("stranger", TokenType::Jwt)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::InvalidRequest);

    // With sessions on both sides it renews; with a token on one it cannot.
    let person = client.password("user", "password", "").await.unwrap();
    let service = client.client_credentials("").await.unwrap();
    let both = person.exchange().actor_session(&service).await.unwrap();
    let half = person
        .exchange()
        .actor("actor", TokenType::Jwt)
        .await
        .unwrap();
    server.clock().advance(HOUR);
    both.token().await.unwrap();
    let error = half.token().await.map(|_| ()).unwrap_err();
    assert_eq!(error.code(), Code::NothingToRenew);
}

#[tokio::test]
async fn what_is_exchanged_need_not_be_an_access_token() {
    let (server, client) = world(&ACME, |server| server).await;
    let person = client.password("user", "password", "").await.unwrap();
    for kind in [TokenType::Jwt, TokenType::Saml2, TokenType::IdToken] {
        let session = person
            .exchange()
            .requested_token_type(kind.clone())
            .await
            .unwrap();
        assert_eq!(session.tokens().issued_token_type(), Some(kind));
    }
    let error = person
        .exchange()
        .requested_token_type("urn:example:unknown".into())
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::InvalidRequest);
    let error = person.exchange().scope("more").await;
    assert!(error.is_ok(), "the subject's token names no scopes");
    server.script(
        CallKind::TokenExchange,
        Fault::json(400, &json!({"error": "invalid_target"})),
    );
    let error = person.exchange().audience("x").await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidRequest);
    assert!(
        error.to_string().contains("knows no such service"),
        "{error}"
    );
}

#[tokio::test]
async fn more_scopes_than_the_subject_has_are_refused() {
    let (_server, client) = world(&ACME, |server| server).await;
    let person = client.password("user", "password", "read").await.unwrap();
    let error = person.exchange().scope("read write").await.unwrap_err();
    assert_eq!(error.code(), Code::InvalidScope);
}

#[tokio::test]
async fn an_exchange_does_not_take_the_place_of_the_sign_in() {
    let (server, _) = world(&ACME, |server| server).await;
    let store = std::sync::Arc::new(oauth_runtime::store::MemoryStore::with_clock(
        server.clock(),
    ));
    let client = server.client().store(store).build().unwrap();
    let person = client.password("user", "password", "").await.unwrap();
    let exchanged = person.exchange().await.unwrap();
    let stored = client.stored_session().await.unwrap().unwrap();
    let own = person.tokens().access_token;
    assert!(stored.tokens().access_token.matches(own.expose()));
    let kept = client
        .account("service")
        .adopt(exchanged.tokens())
        .await
        .unwrap();
    assert!(kept.is_stored());
    server.clock().advance(HOUR);
    person.token().await.unwrap();
    assert_eq!(server.refreshes(), 1);
}

#[tokio::test]
async fn a_session_of_another_provider_is_exchanged() {
    let (there, elsewhere) = world(&BRIEF, |server| server).await;
    let (here, client) = world(&ACME, |server| server).await;
    let subject = elsewhere.password("user", "password", "").await.unwrap();
    let token = subject.tokens().access_token;
    here.trust(token.expose(), "user");
    let session = client.token_exchange_of(&subject).await.unwrap();
    assert_eq!(session.spec().id, "acme");
    // The other session cannot renew itself, so this one cannot either.
    there.clock().advance(HOUR);
    here.clock().advance(HOUR);
    let error = session.token().await.map(|_| ()).unwrap_err();
    assert_eq!(error.code(), Code::NothingToRenew);
    assert_eq!(error.provider(), "brief");
}

#[tokio::test]
async fn what_is_not_declared_is_told_by_name() {
    let client = DynClient::builder(&SERVICE, &[], "client").client_secret("s");
    let client = client.build().unwrap();
    let error = client
        .token_exchange("t", TokenType::Jwt)
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    assert_eq!(error.declaration_key(), Some("token_exchange"));
    let error = client
        .backchannel_authentication("openid")
        .login_hint("user")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    assert_eq!(error.declaration_key(), Some("backchannel_authentication"));
}
