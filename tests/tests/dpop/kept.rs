//! The key lives as long as the tokens: over restarts, and in every process.

use std::sync::Arc;
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::{MemoryStore, Store};
use oauth_runtime::{DynClient, PendingSignIn};

use super::world::{CALLBACK, me, server, sign_in, told};

fn client(server: &MockServer, store: &Arc<MemoryStore>) -> DynClient {
    server.client().store(store.clone()).build().unwrap()
}

async fn key(store: &MemoryStore, session: &oauth_runtime::DynSession) -> String {
    let entry = store.read(session.connection()).await.unwrap().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&entry.value).unwrap();
    let found = record
        .pointer("/tokens/dpop_key")
        .or(record.get("dpop_key"));
    found.unwrap().as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_sign_in_that_goes_on_elsewhere_has_its_key() {
    let server = server(|server| server.dpop_nonces()).await;
    let login = server
        .client()
        .build()
        .unwrap()
        .authorize(CALLBACK, "")
        .begin()
        .unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let pending = PendingSignIn::from_json(login.pending().to_json().expose()).unwrap();
    let other = server.client().build().unwrap();
    let session = other.resume(pending).finish(&callback).await.unwrap();
    me(&session).await.unwrap();
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_stored_session_works_after_a_restart_and_in_two_processes() {
    let server = server(|server| server.dpop_nonces()).await;
    let store = Arc::new(MemoryStore::with_clock(server.clock()));
    let first = sign_in(&server, &client(&server, &store)).await;
    let drawn = key(&store, &first).await;
    let second = client(&server, &store);
    let second = second.stored_session().await.unwrap().unwrap();
    me(&second).await.unwrap();
    for session in [&second, &first, &second] {
        server.clock().advance(Duration::from_secs(3601));
        me(session).await.unwrap();
        assert_eq!(key(&store, &first).await, drawn);
    }
    assert_eq!(server.refreshes(), 3);
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_stored_refresh_that_meets_a_nonce_stays_one_transaction() {
    let server = server(|server| server.dpop_nonces()).await;
    let store = Arc::new(MemoryStore::with_clock(server.clock()));
    let client = client(&server, &store);
    let session = sign_in(&server, &client).await;
    for _ in 0..3 {
        server.rotate_dpop_nonces();
        server.clear_ledger();
        server.clock().advance(Duration::from_secs(3601));
        session.token().await.unwrap();
        assert_eq!(told(&server, CallKind::Refresh), (2, 1));
        assert_eq!(server.refreshes(), 1);
        assert!(session.is_stored());
    }
    assert_eq!(session.token().await.unwrap().generation(), 4);
    server.assert_all_accepted();
}
