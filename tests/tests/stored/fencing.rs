//! Leases that are lost, clocks that differ, stores that are older than memory.

use std::sync::Arc;

use oauth_mock::{Hold, MockClock};
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::{Lease, Leased, MemoryStore, Owner, Store};
use oauth_runtime::{Code, DynSession, Error};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

use super::double::{Act, Double, Op};
use super::world::{HOUR, World, eventually, put, seconds};

type Asking = JoinHandle<Result<u64, Error>>;

fn ask(session: &DynSession) -> Asking {
    let session = session.clone();
    tokio::spawn(async move { session.token().await.map(|token| token.generation()) })
}

/// A refresh whose answer is withheld.
async fn waiting(world: &World, session: &DynSession) -> (Hold, Asking) {
    let hold = world.server.hold_answers(CallKind::Refresh);
    let asking = ask(session);
    hold.arrived(1).await;
    (hold, asking)
}

/// Somebody else takes the lease, as soon as it is over.
async fn take_over(world: &World, session: &DynSession) -> Lease {
    world.clock.advance(seconds(81));
    let other = Owner::new("other", "another process");
    let leased = world
        .store
        .lease(session.connection(), &other, seconds(80))
        .await;
    match leased.unwrap() {
        Leased::Granted(lease) => lease,
        Leased::Held { by, remaining } => panic!("{by:?} {remaining:?}"),
    }
}

/// F-39e: the lease is lost while the answer is on its way. The tokens in hand
/// are the only live ones, so they are stored.
#[tokio::test]
async fn an_answer_is_stored_although_the_lease_is_lost() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    world.expire();
    let (hold, asking) = waiting(&world, &session).await;
    let lease = take_over(&world, &session).await;
    hold.release();
    assert_eq!(asking.await.unwrap().unwrap(), 2);
    let record = world.record(session.connection()).await;
    assert_eq!(record["generation"], 2);
    assert!(
        !world.is_free(session.connection()).await,
        "the lease of the other one stays"
    );
    world
        .store
        .release(session.connection(), &lease)
        .await
        .unwrap();
}

/// F-39e: another process has renewed meanwhile; nothing of it is overwritten.
#[tokio::test]
async fn an_answer_that_comes_after_newer_tokens_overwrites_nothing() {
    let world = World::with(MockClock::new(), |server| {
        server.rotation(oauth_runtime::spec::Rotation::SingleUse { grace: Some(HOUR) })
    })
    .await;
    let (_, session) = world.signed_in().await;
    let other = world.client().stored_session().await.unwrap().unwrap();
    world.expire();
    let (hold, asking) = waiting(&world, &session).await;
    world.clock.advance(seconds(81));
    let others = ask(&other);
    hold.arrived(2).await;
    hold.release();
    asking.await.unwrap().unwrap();
    others.await.unwrap().unwrap();
    let record = world.record(session.connection()).await;
    assert_eq!(record["generation"], 2);
    for session in [&session, &other] {
        let token = session.token().await.unwrap();
        assert_eq!(record["tokens"]["access_token"], *token.expose());
    }
    assert_eq!(world.posts(), 2);
}

/// F-39e: a process that slept between lease and intent finds itself fenced off,
/// and sends nothing.
#[tokio::test]
async fn a_fenced_intent_sends_nothing() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let session = world.sign_in(&world.over(double.clone())).await;
    world.expire();
    let gate = Arc::new(Semaphore::new(0));
    double.once(Op::Announce, Act::Wait(gate.clone()));
    double.take_seen();
    let asking = ask(&session);
    let mut seen = Vec::new();
    eventually(|| {
        seen.extend(double.take_seen());
        seen.contains(&Op::Announce)
    })
    .await;
    let lease = take_over(&world, &session).await;
    gate.add_permits(1);
    // It waits for the lease anew, as anybody does.
    world.clock.until_asleep(1).await;
    assert_eq!(world.posts(), 0);
    assert!(!world.is_free(session.connection()).await);
    world
        .store
        .release(session.connection(), &lease)
        .await
        .unwrap();
    world.clock.advance_to_next_wake();
    assert_eq!(asking.await.unwrap().unwrap(), 2);
    assert_eq!(world.posts(), 1);
}

/// F-39e: the machine slept between intent and request: the wall clock tells.
#[tokio::test]
async fn a_request_is_not_sent_after_its_lease_is_over() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let session = world.sign_in(&world.over(double.clone())).await;
    world.expire();
    let clock = world.clock.clone();
    double.plan(move |op| {
        if op == Op::Announce {
            clock.suspend(8 * HOUR);
        }
        None
    });
    let error = ask(&session).await.unwrap().unwrap_err();
    assert_eq!(error.code(), Code::StoreHeld);
    assert_eq!(world.posts(), 0);
    double.heal();
    world.clock.advance(seconds(2));
    assert_eq!(ask(&session).await.unwrap().unwrap(), 2);
}

/// F-39f: the clocks of two processes differ by ten minutes. Each expiry costs
/// one refresh, and nobody gets a token that is over.
#[tokio::test]
async fn processes_with_different_clocks_refresh_once_for_each_expiry() {
    for ahead in [true, false] {
        let world = World::with(MockClock::running(), |server| {
            server.access_token_lifetime(HOUR)
        })
        .await;
        let theirs = MockClock::running();
        match ahead {
            true => theirs.turn_forward(seconds(600)),
            false => theirs.turn_back(seconds(600)),
        }
        let (_, mine) = world.signed_in().await;
        let client = world.builder().clock(theirs.clone()).build().unwrap();
        let other = client.stored_session().await.unwrap().unwrap();
        for expiry in 1..=6 {
            for _ in 0..4 {
                for session in [&mine, &other] {
                    session.token().await.unwrap();
                }
                for clock in [&world.clock, &theirs] {
                    clock.advance(seconds(900));
                }
            }
            assert!(world.posts() <= expiry * 2, "{} {expiry}", world.posts());
        }
        eprintln!("F-39f ahead={ahead}: {} POSTs in 6 hours", world.posts());
        assert!(world.posts() <= 9, "{}", world.posts());
        assert_eq!(world.server.refused_refreshes(), 0);
    }
}

/// F-39g: a backup is put in place under a living process. Its own tokens are
/// newer, so it goes on with them.
#[tokio::test]
async fn a_backup_put_in_place_under_a_living_process_is_outlived() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let key = session.connection().clone();
    let backup = world.store.read(&key).await.unwrap().unwrap();
    for _ in 0..2 {
        world.expire();
        session.token().await.unwrap();
    }
    put(&*world.store, &key, &backup.value).await;
    world.expire();
    assert_eq!(session.token().await.unwrap().generation(), 4);
    assert_eq!(world.server.refused_refreshes(), 0);
    assert_eq!(world.record(&key).await["generation"], 4);
    // Or the store is gone altogether.
    let entry = world.store.read(&key).await.unwrap().unwrap();
    world.store.delete(&key, entry.revision).await.unwrap();
    world.expire();
    assert_eq!(session.token().await.unwrap().generation(), 5);
    assert_eq!(world.record(&key).await["generation"], 5);
    assert_eq!(world.server.refused_refreshes(), 0);
}

/// F-39g: a store that was copied to another machine spends the refresh token a
/// second time. It is told so, once, and makes no storm.
#[tokio::test]
async fn a_copied_store_is_told_that_its_token_was_used_elsewhere() {
    let world = World::new().await;
    let original = Double::over(world.store.clone()).named("file /home/ada/tokens");
    let session = world.sign_in(&world.over(original)).await;
    let key = session.connection();
    let entry = world.store.read(key).await.unwrap().unwrap();
    let copy = Arc::new(MemoryStore::with_clock(world.clock.clone()));
    put(&*copy, key, &entry.value).await;
    let copied = world.over(Double::over(copy).named("file /home/bob/tokens"));
    let second = copied.stored_session().await.unwrap().unwrap();
    world.expire();
    session.token().await.unwrap();
    for _ in 0..5 {
        let error = second.token().await.unwrap_err();
        assert_eq!(error.code(), Code::RefreshReused);
        let text = error.to_string();
        assert!(text.contains("file /home/bob/tokens"), "{text}");
        assert!(text.contains("copy of the store"), "{text}");
        world.clock.advance(seconds(70));
    }
    assert_eq!(world.posts(), 2, "one by each store");
}
