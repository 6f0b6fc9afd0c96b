//! Sign-in and sign-out while a refresh is under way, here and elsewhere.

use oauth_mock::Hold;
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::StoreErrorKind;
use oauth_runtime::{Code, DynSession, Error};
use tokio::task::JoinHandle;

use super::double::{Act, Double, Op};
use super::world::{World, eventually, seconds, told};

type Asking = JoinHandle<Result<String, Error>>;

async fn refreshing(world: &World, session: &DynSession) -> (Hold, Asking) {
    let hold = world.server.hold_answers(CallKind::Refresh);
    let asking = tokio::spawn({
        let session = session.clone();
        async move { session.token().await.map(|token| token.expose().to_owned()) }
    });
    hold.arrived(1).await;
    (hold, asking)
}

/// F-39h: somebody signs in elsewhere, or here, while a refresh waits for its
/// answer. The sign-in counts.
#[tokio::test]
async fn a_sign_in_during_a_refresh_counts() {
    for elsewhere in [true, false] {
        let world = World::new().await;
        let (client, session) = world.signed_in().await;
        world.expire();
        let (hold, asking) = refreshing(&world, &session).await;
        let other = match elsewhere {
            true => world.client(),
            false => client,
        };
        let newer = world.sign_in(&other).await;
        let wanted = newer.token().await.unwrap().expose().to_owned();
        hold.release();
        assert_eq!(asking.await.unwrap().unwrap(), wanted);
        assert_eq!(session.token().await.unwrap().expose(), wanted);
        let record = world.record(session.connection()).await;
        assert_eq!(record["tokens"]["access_token"], wanted);
        assert_eq!(record["generation"], 1);
        assert_eq!(world.posts(), 1);
        world.expire();
        newer.token().await.unwrap();
        assert_eq!(world.server.refused_refreshes(), 0);
    }
}

/// F-39h, N15: somebody signs out while a refresh waits for its answer. The
/// late tokens are revoked, and never come back.
#[tokio::test]
async fn a_sign_out_during_a_refresh_is_final() {
    for elsewhere in [true, false] {
        let world = World::new().await;
        let (client, session) = world.signed_in().await;
        let mut events = client.events();
        world.expire();
        let (hold, asking) = refreshing(&world, &session).await;
        let leaving = match elsewhere {
            true => world.client().stored_session().await.unwrap().unwrap(),
            false => session.clone(),
        };
        leaving.sign_out().await.unwrap();
        let before = world.server.count(CallKind::Revoke);
        hold.release();
        let error = asking.await.unwrap().unwrap_err();
        assert_eq!(error.code(), Code::SignedOut);
        assert!(client.shutdown(seconds(5)).await.is_clean());
        assert_eq!(
            world.server.count(CallKind::Revoke),
            before + 2,
            "the late ones too"
        );
        assert_eq!(world.server.live_generation(), None);
        for session in [&session, &leaving] {
            for _ in 0..3 {
                let error = session.token().await.unwrap_err();
                assert_eq!(error.code(), Code::SignedOut);
                world.clock.advance(seconds(61));
            }
        }
        let record = world.record(session.connection()).await;
        assert_eq!(record["tombstone"]["code"], "E0344");
        assert_eq!(record["generation"], 1);
        assert!(told(&mut events).iter().all(|name| name == "SignedOut"));
        assert_eq!(world.posts(), 1);
    }
}

/// F-39h, F-38: somebody signs out elsewhere while this process holds tokens
/// that the store did not take. They are revoked when it comes to know.
#[tokio::test]
async fn a_sign_out_elsewhere_ends_tokens_that_were_never_stored() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let session = world.sign_in(&client).await;
    world.expire();
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(StoreErrorKind::Unavailable)));
    session.token().await.unwrap();
    let refresh_token = session.tokens().refresh_token.unwrap();
    let mut events = client.events();
    // At a provider that revokes one token and not its family.
    let other = world.client().stored_session().await.unwrap().unwrap();
    let hold = world.server.hold_requests(CallKind::Revoke);
    let leaving = tokio::spawn(async move { other.sign_out().await });
    hold.arrived(1).await;
    double.heal();
    world.clock.until_asleep(1).await;
    world.clock.advance(seconds(1));
    hold.arrived(2).await;
    hold.release();
    leaving.await.unwrap().unwrap();
    eventually(|| !world.server.is_live(refresh_token.expose())).await;
    let error = session.token().await.unwrap_err();
    assert_eq!(error.code(), Code::SignedOut);
    assert_eq!(told(&mut events), ["SignedOut"]);
    assert!(client.shutdown(seconds(5)).await.is_clean());
    assert_eq!(world.server.count(CallKind::Revoke), 4);
    let record = world.record(session.connection()).await;
    assert_eq!(record["generation"], 1);
}

/// F-39h: tokens that were never stored give way to a sign-in elsewhere.
#[tokio::test]
async fn a_sign_in_elsewhere_replaces_tokens_that_were_never_stored() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let session = world.sign_in(&client).await;
    world.expire();
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(StoreErrorKind::Unavailable)));
    session.token().await.unwrap();
    let newer = world.sign_in(&world.client()).await;
    double.heal();
    world.clock.until_asleep(1).await;
    world.clock.advance(seconds(1));
    eventually(|| session.is_stored()).await;
    let wanted = newer.token().await.unwrap().expose().to_owned();
    assert_eq!(session.token().await.unwrap().expose(), wanted);
    assert_eq!(
        world.record(session.connection()).await["tokens"]["access_token"],
        wanted
    );
}
