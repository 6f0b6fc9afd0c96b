//! Renewal ahead of time, companion tokens, and a revocation endpoint that fails.

use std::time::{Duration, SystemTime};

use oauth_mock::{Fault, MockClock};
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::store::StoreErrorKind;
use oauth_runtime::{Code, DynSession};

use super::double::{Act, Double, Op};
use super::world::{HOUR, World, eventually, seconds};

/// Lets the only sleeper sleep through, and waits until it sleeps again.
async fn sleep_through(world: &World, keepers: usize) -> Duration {
    eventually(|| world.clock.sleepers() == keepers).await;
    let slept = world.clock.advance_to_next_wake().unwrap();
    eventually(|| world.clock.sleepers() == keepers).await;
    slept
}

/// F-55: nobody asks for a token, and it is renewed all the same, once for each
/// lifetime.
#[tokio::test]
async fn tokens_are_renewed_ahead_of_time() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let keeping = session.keep_alive();
    let mut passed = Duration::ZERO;
    while passed < 12 * HOUR {
        passed += sleep_through(&world, 1).await;
        assert!(session.as_fresh(), "at {passed:?}");
    }
    let posts = world.posts();
    assert!((12..=14).contains(&posts), "{posts}");
    drop(keeping);
    eventually(|| world.clock.sleepers() == 0).await;
}

/// F-55: the store is gone for 24 hours. The task goes on at a bounded pace,
/// sends nothing meanwhile, and recovers by itself.
#[tokio::test]
async fn keeping_alive_survives_a_store_that_is_gone_for_a_day() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let session = world.sign_in(&world.over(double.clone())).await;
    let keeping = session.keep_alive();
    double.plan(|op| (op != Op::Describe).then_some(Act::Fail(StoreErrorKind::Unavailable)));
    let (mut passed, mut tries) = (Duration::ZERO, 0);
    while passed < 24 * HOUR {
        let slept = sleep_through(&world, 1).await;
        assert!(slept <= seconds(375), "{slept:?}");
        passed += slept;
        tries += 1;
    }
    assert!(keeping.is_running());
    assert!(tries < 450, "{tries} looks in 24 hours");
    assert_eq!(world.posts(), 0);
    eprintln!("F-55: {tries} looks in 24 hours without a store");
    double.heal();
    for _ in 0..3 {
        sleep_through(&world, 1).await;
    }
    assert_eq!(session.token().await.unwrap().generation(), 2);
    assert_eq!(world.posts(), 1);
}

/// F-55: errors, panics and a dead refresh token do not end the task; a sign-in
/// elsewhere is found.
#[tokio::test]
async fn keeping_alive_survives_errors_panics_and_a_dead_token() {
    let world = World::new().await;
    let double = Double::over(world.store.clone());
    let session = world.sign_in(&world.over(double.clone())).await;
    let keeping = session.keep_alive();
    let unavailable = Fault::status(503, &[]);
    world.server.script(CallKind::Refresh, unavailable.clone());
    world.server.script(CallKind::Refresh, unavailable);
    double.once(Op::Lease, Act::Panic);
    while session.tokens_generation() < 2 {
        sleep_through(&world, 1).await;
    }
    assert_eq!(world.posts(), 3);
    world.server.revoke_all();
    while world.posts() < 4 {
        sleep_through(&world, 1).await;
    }
    for _ in 0..20 {
        sleep_through(&world, 1).await;
    }
    assert_eq!(world.posts(), 4, "a dead refresh token is sent once");
    world.sign_in(&world.client()).await;
    for _ in 0..3 {
        sleep_through(&world, 1).await;
    }
    assert!(session.as_fresh());
    assert!(keeping.is_running());
}

/// F-55: a provider whose tokens are over when they come is not asked in a loop.
#[tokio::test]
async fn keeping_alive_does_not_spin_on_tokens_that_are_over_at_once() {
    let world = World::with(MockClock::new(), |server| {
        server.access_token_lifetime(seconds(1))
    })
    .await;
    let client = world.builder().refresh_margin(HOUR).build().unwrap();
    let session = world.sign_in(&client).await;
    let _keeping = session.keep_alive();
    let mut passed = Duration::ZERO;
    while passed < seconds(100) {
        passed += sleep_through(&world, 1).await;
    }
    assert!(world.posts() <= 420, "{}", world.posts());
}

trait Look {
    fn as_fresh(&self) -> bool;
    fn tokens_generation(&self) -> u64;
}

impl Look for DynSession {
    fn as_fresh(&self) -> bool {
        self.fresh_token().is_some()
    }

    fn tokens_generation(&self) -> u64 {
        self.fresh_token().map_or(0, |token| token.generation())
    }
}

/// F-56: the access token dies when its refresh token rotates, while requests
/// with it are on their way: one 401, the new token, and no refresh.
#[tokio::test]
async fn requests_on_their_way_at_a_rotation_are_repeated_with_the_new_token() {
    let world = World::with(MockClock::new(), |server| server.old_access_token_dies()).await;
    let (_, session) = world.signed_in().await;
    let hold = world.server.hold_requests(CallKind::Api);
    let requests: Vec<_> = (0..20)
        .map(|_| {
            let session = session.clone();
            tokio::spawn(async move {
                session
                    .request(Method::Get, "me")
                    .send()
                    .await
                    .unwrap()
                    .status()
            })
        })
        .collect();
    hold.arrived(20).await;
    session.renew().await.unwrap();
    hold.release();
    for request in requests {
        assert_eq!(request.await.unwrap(), 200);
    }
    assert_eq!(world.posts(), 1);
    assert_eq!(world.server.count(CallKind::Api), 40);
}

/// F-57: whatever the revocation endpoint does, the session is over here, and
/// nobody waits longer than five seconds.
#[tokio::test]
async fn a_revocation_endpoint_that_fails_does_not_keep_anybody_signed_in() {
    let faults = [
        Fault::status(500, &[]),
        Fault::status(404, &[]),
        Fault::Reset,
        Fault::Stall,
    ];
    for fault in faults {
        let world = World::new().await;
        let (client, session) = world.signed_in().await;
        for _ in 0..2 {
            world.server.script(CallKind::Revoke, fault.clone());
        }
        let began = SystemTime::now();
        session.sign_out().await.unwrap();
        let took = began.elapsed().unwrap();
        assert!(
            took < Duration::from_millis(6_500),
            "{fault:?} took {took:?}"
        );
        assert_eq!(session.token().await.unwrap_err().code(), Code::SignedOut);
        let listed = client.connections().list().await.unwrap();
        let why = listed[0].needs_sign_in.as_ref().unwrap();
        assert_eq!(why.code(), Code::SignedOut);
        for client in [&client, &world.client()] {
            let session = client.stored_session().await.unwrap();
            assert!(session.is_none(), "whoever asks signs in");
        }
    }
}
