//! Callers that go away at every point at which they can.

use std::sync::Mutex;

use oauth_runtime::{Code, DynClient, DynSession};

use super::double::Double;
use super::world::{CALLBACK, World, eventually, name};
use crate::support::cancel::for_each_cancellation;

async fn scene() -> (World, DynClient) {
    let world = World::new().await;
    let client = world.over(Double::over(world.store.clone()));
    (world, client)
}

/// F-34: whoever asks for a token and goes away, the refresh completes, is
/// stored, and the next caller has it. No lease is left.
#[tokio::test]
async fn a_token_asked_for_and_dropped_at_any_point_is_there_for_the_next() {
    let (world, client) = scene().await;
    let session = world.sign_in(&client).await;
    world.expire();
    let mut rounds = 0;
    let (last, dropped) = for_each_cancellation(
        || {
            let session = session.clone();
            async move { session.token().await.map(|token| token.generation()) }
        },
        async |point| {
            rounds += 1;
            let token = session.token().await.unwrap();
            assert_eq!(token.generation(), 2, "{point:?}");
            assert_eq!(world.server.refreshes(), rounds, "{point:?}");
            assert_eq!(world.posts(), rounds, "{point:?}");
            let record = world.record(session.connection()).await;
            assert_eq!(record["generation"], 2);
            assert!(record.get("intent").is_none());
            // The lease is given back after the tokens are published.
            for _ in 0..100 {
                tokio::task::yield_now().await;
            }
            assert!(world.is_free(session.connection()).await, "{point:?}");
            world.sign_in(&client).await;
            world.expire();
        },
    )
    .await;
    assert_eq!(last.unwrap(), 2);
    assert!(dropped >= 3, "{dropped}");
}

/// F-34: a sign-in that was given its callback completes, whoever is there to see.
#[tokio::test]
async fn a_sign_in_dropped_at_any_point_is_stored() {
    let (world, client) = scene().await;
    let mut events = client.events();
    let begin = async || {
        let login = client.authorize(CALLBACK, "").begin().unwrap();
        let callback = world.server.authorize(login.url()).await.unwrap();
        (login, callback)
    };
    let next = Mutex::new(Some(begin().await));
    let mut done = 0;
    let (last, dropped) = for_each_cancellation(
        || {
            let (login, callback) = next.lock().unwrap().take().unwrap();
            async move {
                login
                    .finish(&callback)
                    .await
                    .map(|session| session.is_stored())
            }
        },
        async |point| {
            if point.polls > 0 {
                done += 1;
                while name(&events.next().await.unwrap().kind) != "SignedIn" {}
                let session = client.stored_session().await.unwrap().unwrap();
                let stored = world.record(session.connection()).await;
                let token = session.token().await.unwrap();
                assert_eq!(stored["tokens"]["access_token"], *token.expose());
            }
            assert_eq!(world.server.sign_ins(), done, "{point:?}");
            *next.lock().unwrap() = Some(begin().await);
        },
    )
    .await;
    assert!(last.unwrap());
    assert!(dropped >= 3, "{dropped}");
}

/// F-34: a sign-out that was begun is finished: in the store, in memory and at
/// the provider.
#[tokio::test]
async fn a_sign_out_dropped_at_any_point_is_a_sign_out() {
    let (world, client) = scene().await;
    let session: DynSession = world.sign_in(&client).await;
    let (last, dropped) = for_each_cancellation(
        || {
            let session = session.clone();
            async move { session.sign_out().await }
        },
        async |point| {
            if point.polls == 0 {
                session.token().await.unwrap();
                return;
            }
            let refresh_token = session.tokens().refresh_token.unwrap();
            eventually(|| !world.server.is_live(refresh_token.expose())).await;
            let error = session.token().await.unwrap_err();
            assert_eq!(error.code(), Code::SignedOut, "{point:?}");
            let record = world.record(session.connection()).await;
            assert_eq!(record["tombstone"]["code"], "E0344", "{point:?}");
            assert!(world.is_free(session.connection()).await);
            world.sign_in(&client).await;
        },
    )
    .await;
    last.unwrap();
    assert!(dropped >= 3, "{dropped}");
}
