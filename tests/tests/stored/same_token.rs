//! Providers whose refresh tokens never change: an answer cannot be told from
//! the record before it by the refresh token.

use std::sync::Arc;

use oauth_mock::{MockClock, MockServer};
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::{MemoryStore, StoreErrorKind};
use oauth_runtime::{DynSession, Provider as _, oauth_provider};

use super::double::{Act, Double, Op};
use super::world::{CALLBACK, HOUR, record, seconds};

/// A provider with one refresh token for ever.
#[oauth_provider(
    authorize = "https://steady.example/authorize",
    token = "https://steady.example/token",
    rotation = none
)]
pub struct Steady;

struct Scene {
    server: MockServer,
    clock: MockClock,
    store: Arc<MemoryStore>,
    double: Double,
    client: oauth_runtime::DynClient,
    session: DynSession,
}

async fn scene() -> Scene {
    let clock = MockClock::new();
    let server = MockServer::builder(Steady::SPEC)
        .clock(clock.clone())
        .start()
        .await
        .unwrap();
    let store = Arc::new(MemoryStore::with_clock(clock.clone()));
    let double = Double::over(store.clone());
    let client = server
        .client()
        .store(Arc::new(double.clone()))
        .build()
        .unwrap();
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let session = login.finish(&callback).await.unwrap();
    clock.advance(HOUR + seconds(1));
    Scene {
        server,
        clock,
        store,
        double,
        client,
        session,
    }
}

async fn assert_renewed(scene: &Scene) {
    let token = scene.session.token().await.unwrap();
    assert_eq!(token.generation(), 2);
    let stored = record(&*scene.store, scene.session.connection()).await;
    assert_eq!(stored["tokens"]["access_token"], *token.expose());
    assert_eq!(stored["generation"], 2);
    assert_eq!(scene.server.count(CallKind::Refresh), 1);
}

/// F-38: somebody changes the label while the answer is on its way.
#[tokio::test]
async fn a_record_that_changes_meanwhile_takes_the_new_access_token() {
    let scene = scene().await;
    let hold = scene.server.hold_answers(CallKind::Refresh);
    let asking = tokio::spawn({
        let session = scene.session.clone();
        async move { session.token().await.map(|_| ()) }
    });
    hold.arrived(1).await;
    scene
        .client
        .connections()
        .label("default", "Ada")
        .await
        .unwrap();
    hold.release();
    asking.await.unwrap().unwrap();
    assert_renewed(&scene).await;
    let listed = scene.client.connections().list().await.unwrap();
    assert_eq!(listed[0].label.as_deref(), Some("Ada"));
}

/// F-38: the store fails at the commit, and is back later.
#[tokio::test]
async fn an_access_token_that_was_not_stored_is_stored_later() {
    let scene = scene().await;
    scene
        .double
        .once(Op::Write, Act::Fail(StoreErrorKind::Unavailable));
    let token = scene.session.token().await.unwrap().expose().to_owned();
    assert!(!scene.session.is_stored());
    scene.clock.until_asleep(1).await;
    scene.clock.advance(seconds(1));
    super::world::eventually(|| scene.session.is_stored()).await;
    assert_eq!(scene.session.token().await.unwrap().expose(), token);
    assert_renewed(&scene).await;
}

/// F-38: it was written, but the store said error.
#[tokio::test]
async fn an_access_token_that_was_stored_after_all_is_recognised() {
    let scene = scene().await;
    scene
        .double
        .once(Op::Write, Act::DoAndFail(StoreErrorKind::Unavailable));
    scene.session.token().await.unwrap();
    assert!(scene.session.is_stored());
    assert_renewed(&scene).await;
}
