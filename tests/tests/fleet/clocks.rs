//! Processes whose clocks differ (F-39f).

use std::time::Duration;

use super::world::{Kind, World, ask_all};

async fn ten_minutes_apart(kind: Kind) {
    let Some(world) = World::with(kind, |server| {
        server.access_token_lifetime(Duration::from_secs(3600))
    })
    .await
    else {
        return;
    };
    let mut fleet: Vec<_> = [-600, 0, 600]
        .map(|offset| world.child_with(|setting| setting.clock_offset = Some(offset)))
        .into();
    for round in 1..=20_u64 {
        world.server.invalidate_access_tokens();
        for answer in ask_all(&mut fleet, "call") {
            assert_eq!(answer["ok"], round + 1, "{kind:?}, round {round}: {answer}");
        }
    }
    assert_eq!(
        (world.server.refreshes(), world.server.refused_refreshes()),
        (20, 0)
    );
    world.clean_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn processes_ten_minutes_apart_still_take_turns() {
    for kind in [Kind::File, Kind::Sqlite, Kind::Postgres, Kind::Redis] {
        ten_minutes_apart(kind).await;
    }
}

/// A token of five minutes is over for the process that is ahead as soon as
/// another one has stored it, and what one obtains in between the others find
/// called in. Each still gets its answer, and no refresh is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tokens_shorter_than_the_difference_make_no_storm() {
    let world = World::with(Kind::Sqlite, |server| {
        server.access_token_lifetime(Duration::from_secs(300))
    })
    .await
    .unwrap();
    let mut fleet: Vec<_> = [-600, 0, 600]
        .map(|offset| world.child_with(|setting| setting.clock_offset = Some(offset)))
        .into();
    for round in 1..=10 {
        world.server.invalidate_access_tokens();
        for answer in ask_all(&mut fleet, "call") {
            assert!(answer["error"].is_null(), "round {round}: {answer}");
        }
    }
    let refreshes = world.server.refreshes();
    eprintln!(
        "F-39f: 3 processes, 10 rounds, tokens of 300 s, clocks 600 s apart: {refreshes} refreshes"
    );
    assert!(refreshes <= 30, "{refreshes}");
    assert_eq!(world.server.refused_refreshes(), 0);
}
