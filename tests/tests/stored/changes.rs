//! Programs and formats that change between two runs.

use oauth_runtime::spec::CallKind;
use oauth_runtime::store::Store;
use oauth_runtime::{Code, DynClient, EventKind, Provider as _};
use serde_json::json;

use super::world::{Acme, World, put, record, rewrite, seconds};

/// A record as the first version wrote it. It must be read for ever.
const FIRST: &str = include_str!("fixtures/v1.json");
const TOMBSTONE: &str = include_str!("fixtures/v1-over.json");

mod later {
    /// `Acme` a release later: other paths on the same host, and scopes.
    #[oauth_runtime::oauth_provider(
        authorize = "https://acme.example/v2/authorize",
        token = "https://acme.example/v2/token",
        revoke = "https://acme.example/v2/revoke",
        scopes(Read = "read")
    )]
    pub struct Acme;
}

/// F-58: another client id: the tokens are not its own, and it says so.
#[tokio::test]
async fn a_changed_client_id_is_told_and_sends_nothing() {
    let world = World::new().await;
    world.signed_in().await;
    world.expire();
    let vars: [(&str, &str); 0] = [];
    let other = DynClient::builder(Acme::SPEC, &vars, "another")
        .against(world.server.origin())
        .clock(world.clock.clone())
        .store(world.store.clone())
        .build()
        .unwrap();
    let error = other.stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::RegistrationChanged);
    let text = error.to_string();
    assert!(
        text.contains("`client`") && text.contains("`another`"),
        "{text}"
    );
    assert_eq!(error.declaration_key(), Some("client_id"));
    let nobody = world.client().account("nobody");
    assert!(nobody.stored_session().await.unwrap().is_none());
    assert_eq!(world.posts(), 0);
}

/// F-58: another issuer never gets a refresh token, neither at the start nor
/// under a living process.
#[tokio::test]
async fn a_changed_issuer_is_told_and_sends_nothing() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    world.expire();
    let evil = "https://evil.example/token";
    let other = world
        .builder()
        .endpoint(CallKind::Token, evil)
        .build()
        .unwrap();
    let error = other.stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::RegistrationChanged);
    let text = error.to_string();
    assert!(
        text.contains("https://acme.example") && text.contains("https://evil.example"),
        "{text}"
    );
    let other = world
        .builder()
        .issuer("https://acme.example/tenant")
        .build()
        .unwrap();
    let error = other.stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::RegistrationChanged);

    rewrite(&*world.store, session.connection(), |record| {
        record["issuer"] = json!("https://evil.example");
        record["generation"] = json!(7);
    })
    .await;
    let error = session.token().await.unwrap_err();
    assert_eq!(error.code(), Code::RegistrationChanged, "{error}");
    assert_eq!(world.posts(), 0);
}

/// F-58: harmless changes pass: another path of the same host, other scopes.
#[tokio::test]
async fn a_changed_path_and_changed_scopes_are_harmless() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let vars: [(&str, &str); 0] = [];
    let moved = DynClient::builder(later::Acme::SPEC, &vars, "client")
        .store(world.store.clone())
        .clock(world.clock.clone())
        .build()
        .unwrap();
    let again = moved.stored_session().await.unwrap().unwrap();
    assert_eq!(again.connection(), session.connection());
    assert_eq!(again.token().await.unwrap().generation(), 1);
}

/// F-59: the fixture of the first format, with unknown fields in it, is read,
/// renewed, and keeps what it says.
#[tokio::test]
async fn a_record_of_the_first_format_is_read_for_ever() {
    let world = World::new().await;
    let client = world.client().account("ada");
    let key = world.sign_in(&client).await.connection().clone();
    let live = record(&*world.store, &key).await["tokens"]["refresh_token"].clone();
    put(&*world.store, &key, FIRST.as_bytes()).await;
    let fresh = world.client().account("ada");
    let session = fresh.stored_session().await.unwrap().unwrap();
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "at-of-2026/~+=");
    assert_eq!(tokens.refresh_token.unwrap().expose(), "rt-of-2026/~+=");
    assert_eq!(tokens.id_token.unwrap().expose(), "a.b.c");
    assert_eq!(tokens.scope.unwrap(), ["read", "write"]);
    assert_eq!(tokens.obtained_by, CallKind::Token);
    assert_eq!(tokens.requested_scope.as_deref(), Some("read write"));
    assert_eq!(
        tokens.requested_params,
        [("audience".to_owned(), "x".to_owned())]
    );
    assert_eq!(
        tokens.redirect_uri.as_deref(),
        Some("http://127.0.0.1:8080/callback")
    );
    assert_eq!(tokens.remainder["vendor"]["plan"], "gold");
    let listed = fresh.connections().list().await.unwrap();
    assert_eq!(listed[0].label.as_deref(), Some("Ada's own"));
    assert_eq!(listed[0].generation, 41);
    assert!(listed[0].unknown_since.is_some());

    // The same with a refresh token that works: it is renewed, label and all.
    rewrite(&*world.store, &key, |record| {
        record["tokens"]["refresh_token"] = live;
        record["tokens"]["requested_params"] = json!([]);
        record["tokens"]["requested_scope"] = json!(null);
    })
    .await;
    let session = world
        .client()
        .account("ada")
        .stored_session()
        .await
        .unwrap()
        .unwrap();
    assert_eq!(session.token().await.unwrap().generation(), 42);
    let record = record(&*world.store, &key).await;
    assert_eq!(record["label"], "Ada's own");
    assert_eq!(record["format"], 1);
}

/// F-59: a tombstone of the first format still says why.
#[tokio::test]
async fn a_tombstone_of_the_first_format_is_read_for_ever() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    put(&*world.store, session.connection(), TOMBSTONE.as_bytes()).await;
    let client = world.client();
    assert!(client.stored_session().await.unwrap().is_none());
    let listed = client.connections().list().await.unwrap();
    let error = listed[0].needs_sign_in.as_ref().unwrap();
    assert_eq!(error.code(), Code::RefreshLost);
    assert!(error.to_string().contains("a sentence of 2026"), "{error}");
    assert_eq!(world.posts(), 0);
}

/// F-59: a newer format is refused and not touched, not even by a sign-in.
#[tokio::test]
async fn a_newer_format_is_refused_and_left_untouched() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let key = session.connection().clone();
    let newer = br#"{"format":2,"sealed":"what a later version writes"}"#;
    put(&*world.store, &key, newer).await;
    let client = world.client();
    let mut events = client.events();
    let error = client.stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::StoreNewer);
    assert!(error.to_string().contains("update the program"), "{error}");
    assert!(client.connections().label("default", "x").await.is_err());
    assert!(client.connections().retry("default").await.is_err());
    world.expire();
    assert_eq!(session.token().await.unwrap_err().code(), Code::StoreNewer);
    assert_eq!(world.posts(), 0);
    let signed_in = world.sign_in(&client).await;
    assert!(!signed_in.is_stored());
    let told = events.next().await.unwrap().kind;
    assert!(matches!(told, EventKind::StoreDegraded { .. }), "{told:?}");
    for _ in 0..5 {
        world.clock.advance(seconds(60));
        tokio::task::yield_now().await;
    }
    let entry = world.store.read(&key).await.unwrap().unwrap();
    assert_eq!(entry.value.as_slice(), newer);
}

/// F-39c: a store of sealed records that is opened without a key is no damage:
/// nothing is put aside, and a sign-in overwrites nothing.
#[tokio::test]
async fn a_sealed_record_is_left_alone_by_a_program_without_the_key() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let key = session.connection().clone();
    let sealed = b"\x89OAS\x01 what only the key opens";
    put(&*world.store, &key, sealed).await;
    let client = world.client();
    let error = client.stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::StoreKey);
    let listed = client.connections().list().await.unwrap();
    assert_eq!(
        listed[0].unreadable.as_ref().unwrap().code(),
        Code::StoreKey
    );
    assert!(listed[0].needs_sign_in.is_none());
    let again = world.sign_in(&client).await;
    assert!(!again.is_stored());
    let entry = world.store.read(&key).await.unwrap().unwrap();
    assert_eq!(entry.value.as_slice(), sealed);
}
