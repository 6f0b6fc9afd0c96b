//! Stores that are down, slow, or full.

use oauth_runtime::store::StoreErrorKind;
use oauth_runtime::{Code, DynSession};

use super::double::{Act, Double, Op};
use super::world::{HOUR, World, eventually, seconds, told};

const DOWN: StoreErrorKind = StoreErrorKind::Unavailable;

async fn scene() -> (World, Double, DynSession) {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let session = world.sign_in(&world.over(double.clone())).await;
    (world, double, session)
}

/// F-38: no request without a lease and a written intent; a token that is still
/// alive is served meanwhile.
#[tokio::test]
async fn a_store_that_is_down_before_the_request_stops_the_request_and_not_the_program() {
    for op in [Op::Lease, Op::Read, Op::Announce] {
        for kind in [
            DOWN,
            StoreErrorKind::NotWritable,
            StoreErrorKind::Permissions,
        ] {
            let (world, double, session) = scene().await;
            double.plan(move |asked| (asked == op).then_some(Act::Fail(kind)));
            world.clock.advance(HOUR - seconds(200));
            assert_eq!(session.token().await.unwrap().generation(), 1, "{op:?}");
            world.clock.advance(seconds(300));
            let error = session.token().await.unwrap_err();
            assert_eq!(error.code(), kind.code(), "{op:?}: {error}");
            assert!(error.to_string().contains("the double says so"), "{error}");
            assert_eq!(world.posts(), 0, "{op:?} {kind:?}");
            double.heal();
            world.clock.advance(seconds(10));
            assert_eq!(session.token().await.unwrap().generation(), 2, "{op:?}");
            assert_eq!(world.posts(), 1);
        }
    }
}

/// F-38: a store that never answers holds a caller up for its deadline.
#[tokio::test]
async fn a_store_that_never_answers_is_given_up_after_its_deadline() {
    for op in [Op::Lease, Op::Read, Op::Announce, Op::Release] {
        let world = World::new().await;
        let double = Double::over(world.store.clone());
        let client = world.builder().store(std::sync::Arc::new(double.clone()));
        let client = client.store_deadline(std::time::Duration::from_millis(50));
        let session = world.sign_in(&client.build().unwrap()).await;
        world.expire();
        double.once(op, Act::Hang);
        match session.token().await {
            Ok(token) => assert_eq!((op, token.generation()), (Op::Release, 2)),
            Err(error) => {
                assert_eq!(error.code(), Code::StoreUnavailable, "{op:?}");
                assert_eq!(world.posts(), 0, "{op:?}");
                world.clock.advance(seconds(2));
                session.token().await.unwrap();
            }
        }
        assert_eq!(world.posts(), 1, "{op:?}");
    }
}

/// F-38: the same for a look at the connections.
#[tokio::test]
async fn a_list_is_given_up_after_the_stores_deadline() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.builder().store(std::sync::Arc::new(double.clone()));
    let client = client.store_deadline(std::time::Duration::from_millis(50));
    let client = client.build().unwrap();
    world.sign_in(&client).await;
    double.once(Op::Read, Act::Hang);
    let listed = client.connections().list().await.unwrap();
    let why = listed[0].unreadable.as_ref().unwrap();
    assert_eq!(why.code(), Code::StoreUnavailable);
}

/// F-38: tokens that the store does not take are kept, served, and stored when
/// it is back.
#[tokio::test]
async fn tokens_that_could_not_be_stored_are_kept_and_stored_later() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let session = world.sign_in(&client).await;
    let (mut events, mut seen) = (client.events(), Vec::new());
    world.expire();
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(DOWN)));
    assert_eq!(session.token().await.unwrap().generation(), 2);
    assert!(!session.is_stored());
    assert_eq!(told(&mut events), ["StoreDegraded"]);
    assert_eq!(world.record(session.connection()).await["generation"], 1);
    assert!(
        !world.is_free(session.connection()).await,
        "others would spend a used token"
    );

    // It tries again, at growing pauses.
    for _ in 0..20 {
        world.clock.until_asleep(1).await;
        let pause = world.clock.next_wake().unwrap();
        assert!(pause <= seconds(38), "{pause:?}");
        world.clock.advance(pause);
    }
    assert_eq!(told(&mut events), Vec::<String>::new());
    // The last pause is over: it tries again next.
    double.heal();
    eventually(|| session.is_stored()).await;
    assert_eq!(world.record(session.connection()).await["generation"], 2);
    eventually(|| {
        seen.extend(told(&mut events));
        seen.len() >= 2
    })
    .await;
    assert_eq!(seen, ["StoreRecovered", "Refreshed"]);
    assert_eq!(world.posts(), 1);
    eventually(|| world.clock.sleepers() == 0).await;
    assert!(world.is_free(session.connection()).await);
}

/// F-38: the store is still down at the next expiry: no refresh token is sent
/// while newer tokens are not stored.
#[tokio::test]
async fn while_tokens_are_unsaved_nothing_is_refreshed() {
    let (world, double, session) = scene().await;
    world.expire();
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(DOWN)));
    session.token().await.unwrap();
    world.expire();
    let error = session.token().await.unwrap_err();
    assert_eq!(error.code(), Code::StoreUnavailable);
    assert_eq!(world.posts(), 1);
    double.heal();
    world.clock.advance(seconds(100));
    assert_eq!(session.token().await.unwrap().generation(), 3);
    assert_eq!((world.posts(), world.server.refused_refreshes()), (2, 0));
    assert!(session.is_stored());
}

/// F-38: a shutdown names what is lost with the process, and does not wait for
/// a store that is down.
#[tokio::test]
async fn a_shutdown_tells_which_tokens_were_never_stored() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let session = world.sign_in(&client).await;
    world.sign_in(&client.account("fine")).await;
    world.expire();
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(DOWN)));
    session.token().await.unwrap();
    let left = client.shutdown(seconds(5)).await;
    assert_eq!(left.unsaved, [session.connection().clone()]);
    assert_eq!(left.in_flight, 0);
    assert!(!left.is_clean());
    double.heal();
    assert!(client.shutdown(seconds(5)).await.is_clean());
    assert_eq!(world.record(session.connection()).await["generation"], 2);
    world.expire();
    assert_eq!(session.token().await.unwrap_err().code(), Code::ShutDown);
}

/// F-38: "written, but the answer was lost".
#[tokio::test]
async fn a_commit_that_was_done_although_the_store_said_error_is_recognised() {
    let (world, double, session) = scene().await;
    world.expire();
    double.once(Op::Write, Act::DoAndFail(DOWN));
    assert_eq!(session.token().await.unwrap().generation(), 2);
    assert!(session.is_stored());
    assert_eq!(world.record(session.connection()).await["generation"], 2);
}

/// F-38: a sign-in while the store is down is served from memory and stored later.
#[tokio::test]
async fn a_sign_in_survives_a_store_that_is_down_at_first() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let mut events = client.events();
    double.plan(|op| (op != Op::Describe).then_some(Act::Fail(DOWN)));
    let session = world.sign_in(&client).await;
    assert!(!session.is_stored());
    session.token().await.unwrap();
    let again = client.stored_session().await.unwrap().unwrap();
    assert_eq!(again.token().await.unwrap().generation(), 1);
    assert_eq!(told(&mut events), ["StoreDegraded"]);
    double.heal();
    world.clock.until_asleep(1).await;
    world.clock.advance(seconds(1));
    let mut seen = Vec::new();
    eventually(|| {
        seen.extend(told(&mut events));
        seen.len() >= 2
    })
    .await;
    assert!(session.is_stored());
    assert_eq!(seen, ["StoreRecovered", "SignedIn"]);
    assert_eq!(world.record(session.connection()).await["generation"], 1);
}

/// F-38, F-57: a sign-out that the store did not take is an error, and the
/// session is over here all the same, for good; the provider is told as well.
#[tokio::test]
async fn a_sign_out_that_the_store_did_not_take_still_ends_the_session_here() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let client = world.over(double.clone());
    let session = world.sign_in(&client).await;
    let mut events = client.events();
    let refresh_token = session.tokens().refresh_token.unwrap();
    double.plan(|op| (op == Op::Write).then_some(Act::Fail(DOWN)));
    let error = session.sign_out().await.unwrap_err();
    assert_eq!(error.code(), Code::StoreUnavailable);
    assert_eq!(told(&mut events), Vec::<String>::new(), "nothing is stored");
    double.heal();
    for _ in 0..3 {
        let error = session.token().await.unwrap_err();
        assert_eq!(error.code(), Code::SignedOut);
        world.clock.advance(seconds(100));
    }
    assert!(!world.server.is_live(refresh_token.expose()));
}

/// F-39b: a record that nobody can read gives way to a new sign-in.
#[tokio::test]
async fn a_sign_in_replaces_a_damaged_record() {
    let (world, _, session) = scene().await;
    super::world::put(&*world.store, session.connection(), b"{\"format\":1").await;
    let client = world.client();
    let error = client.stored_session().await.unwrap_err();
    assert_eq!(error.code(), Code::StoreCorrupt);
    let listed = client.connections().list().await.unwrap();
    assert_eq!(
        listed[0].unreadable.as_ref().unwrap().code(),
        Code::StoreCorrupt
    );
    let again = world.sign_in(&client).await;
    assert!(again.is_stored());
    assert_eq!(world.record(again.connection()).await["generation"], 1);
}
