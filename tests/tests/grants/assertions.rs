//! Assertion grants against the strict server.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::Code;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::MemoryStore;

use super::world::{ACME, SERVICE, world};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn a_service_account_renews_itself_with_new_assertions() {
    let (server, client) = world(&SERVICE, |server| server).await;
    let session = client.jwt_bearer_self_issued("read").await.unwrap();
    let before = session.tokens().access_token;
    server.clock().advance(HOUR);
    let token = session.token().await.unwrap();
    assert!(!token.access_token().matches(before.expose()));
    assert_eq!(server.count(CallKind::JwtBearer), 2);
    server.assert_all_accepted();
}

/// Its tokens are the program's own, and another process mints from the record alone.
#[tokio::test]
async fn a_stored_service_account_is_renewed_by_another_process() {
    let (server, _) = world(&SERVICE, |server| server).await;
    let store = Arc::new(MemoryStore::with_clock(server.clock()));
    let client = || server.client().store(store.clone()).build().unwrap();
    let first = client().jwt_bearer_self_issued("read").await.unwrap();
    assert_eq!(first.connection().account(), "client");
    let other = client().account("client").stored_session().await.unwrap();
    server.clock().advance(HOUR);
    other.unwrap().token().await.unwrap();
    first.token().await.unwrap();
    assert_eq!(
        server.count(CallKind::JwtBearer),
        2,
        "one mints, the other adopts"
    );
}

#[tokio::test]
async fn assertions_of_others_are_taken_once() {
    let (server, client) = world(&ACME, |server| server).await;
    let saml = "<Assertion ID=\"1\">\u{e4}</Assertion>";
    server.trust("a.b.c", "person");
    server.trust(saml, "person");
    for grant in [
        client.jwt_bearer("a.b.c", "read"),
        client.saml2_bearer(saml, "read"),
    ] {
        let session = grant.await.unwrap();
        assert_eq!(session.connection().account(), "default");
        server.clock().advance(HOUR);
        let error = session.token().await.map(|_| ()).unwrap_err();
        assert_eq!(error.code(), Code::NothingToRenew);
        assert!(error.to_string().contains("hand in a new one"), "{error}");
    }
    for grant in [
        client.jwt_bearer("x.y.z", ""),
        client.saml2_bearer("<x/>", ""),
    ] {
        let error = grant.await.unwrap_err();
        assert_eq!(error.code(), Code::CodeRefused);
        assert!(
            error.to_string().contains("refused the assertion"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn either_the_caller_or_the_declaration_makes_the_assertion() {
    let (server, client) = world(&ACME, |server| server).await;
    let error = client.jwt_bearer_self_issued("").await.unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    assert_eq!(error.declaration_key(), Some("jwt_bearer(assertion)"));
    let error = client.jwt_bearer("", "").await.unwrap_err();
    assert_eq!(error.code(), Code::InputRefused);
    assert!(server.ledger().is_empty());

    let (server, client) = world(&SERVICE, |server| server).await;
    let error = client.jwt_bearer("a.b.c", "").await.unwrap_err();
    assert_eq!(error.code(), Code::InputRefused);
    assert!(server.ledger().is_empty());
}
