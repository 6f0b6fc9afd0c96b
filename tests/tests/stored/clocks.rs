//! Clocks that jump, stand still, differ, or show an odd year.

use std::time::{Duration, SystemTime};

use oauth_mock::MockClock;
use oauth_runtime::EventKind;
use oauth_runtime::spec::CallKind;

use super::world::{HOUR, World, seconds, tokens, told};

const DAY: Duration = Duration::from_secs(86_400);

/// F-47: a token is over as soon as either clock says so, and one jump costs
/// one refresh at most.
#[tokio::test]
async fn a_token_is_over_when_either_clock_says_so() {
    type Jump = fn(&MockClock);
    let jumps: [(Jump, usize); 5] = [
        (|clock| clock.turn_forward(DAY), 1),
        (|clock| clock.turn_back(DAY), 0),
        (|clock| clock.suspend(8 * HOUR), 1),
        (|clock| clock.drift(seconds(0), HOUR), 1),
        (|clock| clock.advance(seconds(60)), 0),
    ];
    for (number, (jump, posts)) in jumps.into_iter().enumerate() {
        let world = World::new().await;
        let (_, session) = world.signed_in().await;
        jump(&world.clock);
        for _ in 0..10 {
            session.token().await.unwrap();
            world.clock.advance(seconds(1));
        }
        assert_eq!(world.posts(), posts, "jump {number}");
        let fresh = world.client().stored_session().await.unwrap().unwrap();
        for _ in 0..10 {
            fresh.token().await.unwrap();
        }
        assert!(world.posts() <= posts.max(1), "jump {number}");
        world.clock.advance(HOUR);
        for session in [&session, &fresh] {
            session.token().await.unwrap();
        }
        assert!(world.posts() > posts, "the monotonic clock counts on");
    }
}

/// F-47: the wall clock is set while a refresh waits for its answer.
#[tokio::test]
async fn a_step_of_the_clock_during_a_refresh_costs_one_more_at_most() {
    for forward in [true, false] {
        let world = World::new().await;
        let (_, session) = world.signed_in().await;
        world.expire();
        let hold = world.server.hold_answers(CallKind::Refresh);
        let asking = tokio::spawn({
            let session = session.clone();
            async move { session.token().await.map(|_| ()) }
        });
        hold.arrived(1).await;
        match forward {
            true => world.clock.turn_forward(DAY),
            false => world.clock.turn_back(DAY),
        }
        hold.release();
        asking.await.unwrap().unwrap();
        for _ in 0..100 {
            session.token().await.unwrap();
            world.clock.advance(seconds(1));
        }
        assert!(world.posts() <= 2, "{}", world.posts());
        assert_eq!(world.server.refused_refreshes(), 0);
    }
}

/// F-47: renewal ahead of time never sleeps longer than five minutes at once,
/// wherever the clocks jump to.
#[tokio::test]
async fn no_jump_makes_a_huge_sleep() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let keeping = session.keep_alive();
    for step in 0..60 {
        world.clock.until_asleep(1).await;
        let next = world.clock.next_wake().unwrap();
        assert!(next <= seconds(375), "step {step}: {next:?}");
        match step {
            10 => world.clock.turn_back(DAY),
            20 => world.clock.turn_forward(2 * DAY),
            30 => world.clock.suspend(8 * HOUR),
            _ => (),
        }
        world.clock.advance(next);
        super::world::eventually(|| world.clock.sleepers() == 1).await;
        session.token().await.unwrap();
    }
    assert!(keeping.is_running());
    assert!(world.posts() <= 10, "{}", world.posts());
}

/// F-48: the provider's clock is off. It is told once, and no token is over
/// because of it.
#[tokio::test]
async fn a_provider_with_a_wrong_clock_is_told_once_and_harms_nothing() {
    for skew in [300, -300] {
        let world = World::with(MockClock::new(), |server| server.date_skew(skew)).await;
        let (client, session) = world.signed_in().await;
        let mut events = client.events();
        assert_eq!(client.clock_drift(), Some(skew));
        world.clock.advance(seconds(3000));
        session.token().await.unwrap();
        assert_eq!(world.posts(), 0);
        let mut drifts = Vec::new();
        for _ in 0..3 {
            world.expire();
            session.token().await.unwrap();
            while let Some(event) = events.try_next() {
                if let EventKind::ClockDrift { by, provider_ahead } = event.kind {
                    drifts.push((by, provider_ahead));
                }
            }
        }
        assert_eq!(world.posts(), 3);
        assert_eq!(drifts, [(seconds(300), skew > 0)]);
    }
}

/// F-48: a difference of some seconds is no news.
#[tokio::test]
async fn a_clock_that_is_a_little_off_is_no_news() {
    let world = World::with(MockClock::new(), |server| server.date_skew(20)).await;
    let (client, session) = world.signed_in().await;
    let mut events = client.events();
    session.renew().await.unwrap();
    assert_eq!(client.clock_drift(), Some(20));
    assert_eq!(told(&mut events), ["Refreshed", "Rotated"]);
}

/// F-49: a token of ten seconds is used for three quarters of its life, also
/// when a longer margin was asked for.
#[tokio::test]
async fn a_short_token_is_not_renewed_at_every_call() {
    for margin in [None, Some(seconds(300)), Some(seconds(10))] {
        let world = World::with(MockClock::new(), |server| {
            server.access_token_lifetime(seconds(10))
        })
        .await;
        let builder = world.builder();
        let client = match margin {
            Some(margin) => builder.refresh_margin(margin),
            None => builder,
        };
        let session = world.sign_in(&client.build().unwrap()).await;
        // A hundred seconds, ten calls in each.
        for _ in 0..1000 {
            session.token().await.unwrap();
            world.clock.advance(Duration::from_millis(100));
        }
        let posts = world.posts();
        eprintln!("F-49 margin={margin:?}: {posts} POSTs in 100 s at a lifetime of 10 s");
        match margin {
            None => assert_eq!(posts, 13),
            Some(_) => assert!(posts <= 50, "{posts}"),
        }
    }
}

/// F-49b: odd years pass the store and the arithmetic unharmed.
#[tokio::test]
async fn any_year_passes_the_store() {
    let epoch = SystemTime::UNIX_EPOCH;
    let year = seconds(31_556_952);
    let years = [
        epoch - 300 * year,
        epoch - Duration::from_millis(1),
        epoch,
        epoch + Duration::from_secs(i32::MAX as u64),
        epoch + 69 * year,
        epoch + 8_030 * year,
        epoch + 100_000 * year,
    ];
    for now in years {
        let clock = MockClock::at(now);
        let world = World::with(clock.clone(), |server| server).await;
        let client = world.client();
        let mut wanted = tokens(&clock, "at", "rt", HOUR);
        wanted.refresh_token_expires_at = now.checked_add(100 * year);
        let session = client.adopt(wanted.clone()).await.unwrap();
        assert!(session.is_stored());
        session.token().await.unwrap();
        let again = world.client().stored_session().await.unwrap().unwrap();
        let got = again.tokens();
        assert_eq!(got.issued_at, wanted.issued_at);
        assert_eq!(got.expires, wanted.expires);
        assert_eq!(
            got.refresh_token_expires_at,
            wanted.refresh_token_expires_at
        );
        again.token().await.unwrap();
        assert_eq!(world.posts(), 0);
        world.clock.advance(HOUR);
        assert!(
            again.token().await.is_err(),
            "nobody issued this refresh token"
        );
    }
}
