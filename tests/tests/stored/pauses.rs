//! The provider asks to wait, and everybody does.

use oauth_mock::Fault;
use oauth_runtime::Code;
use oauth_runtime::spec::CallKind;

use super::world::{HOUR, World, seconds};

fn busy(world: &World, status: u16, wait: &str) {
    let fault = Fault::status(status, &[("retry-after", wait)]);
    world.server.script(CallKind::Refresh, fault);
}

/// F-29c: one request during the pause, by all tasks of all processes; then one more.
#[tokio::test]
async fn a_pause_that_the_provider_asks_for_is_kept_by_all_processes() {
    for status in [429, 503] {
        let world = World::new().await;
        let (_, session) = world.signed_in().await;
        let other = world.client().stored_session().await.unwrap().unwrap();
        world.expire();
        busy(&world, status, "60");
        for _ in 0..5 {
            for session in [&session, &other] {
                let error = session.token().await.unwrap_err();
                assert!(error.is_transient(), "{error}");
                assert!(error.retry_after().is_some(), "{error}");
            }
            world.clock.advance(seconds(11));
        }
        let late = world.client().stored_session().await.unwrap().unwrap();
        late.token().await.unwrap_err();
        assert_eq!(world.posts(), 1);
        world.clock.advance(seconds(25));
        for session in [&session, &other, &late] {
            assert_eq!(session.token().await.unwrap().generation(), 2);
        }
        assert_eq!(world.posts(), 2);
    }
}

/// F-29c: a token that is still alive is served during the pause.
#[tokio::test]
async fn a_token_that_is_alive_is_served_during_a_pause() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    world.clock.advance(HOUR - seconds(200));
    busy(&world, 503, "60");
    for _ in 0..5 {
        assert_eq!(session.token().await.unwrap().generation(), 1);
        world.clock.advance(seconds(10));
    }
    assert_eq!(world.posts(), 1);
    world.clock.advance(seconds(30));
    assert_eq!(session.token().await.unwrap().generation(), 2);
}

/// F-29c: odd and hostile pauses end after five minutes, and a quarter for
/// chance, here and elsewhere.
#[tokio::test]
async fn no_pause_is_longer_than_five_minutes() {
    for wait in [
        "1000000000",
        "Fri, 31 Dec 9999 23:59:59 GMT",
        "99999999999999999999",
        "-1",
        "soon",
    ] {
        let world = World::new().await;
        let (_, session) = world.signed_in().await;
        world.expire();
        busy(&world, 503, wait);
        let error = session.token().await.unwrap_err();
        assert_eq!(error.code(), Code::ServerError);
        world.clock.advance(seconds(301));
        let other = world.client().stored_session().await.unwrap().unwrap();
        assert_eq!(other.token().await.unwrap().generation(), 2, "{wait}");
        world.clock.advance(seconds(75));
        assert_eq!(session.token().await.unwrap().generation(), 2, "{wait}");
        assert_eq!(world.posts(), 2);
    }
}
