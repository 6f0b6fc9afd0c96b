//! Many expiries: one refresh each, whoever asks.

use std::time::SystemTime;

use oauth_runtime::spec::CallKind;

use super::world::{Kind, STRICT, World, ask, ask_all};

const PROCESSES: usize = 8;
const EXPIRIES: u64 = 100;

/// N2, F-31.
async fn one_refresh_for_each_expiry(kind: Kind) {
    let Some(world) = World::signed_in(kind, STRICT).await else {
        return;
    };
    let mut fleet = world.fleet(PROCESSES);
    let began = SystemTime::now();
    for round in 1..=EXPIRIES {
        world.server.invalidate_access_tokens();
        for answer in ask_all(&mut fleet, "call") {
            assert_eq!(answer["ok"], round + 1, "round {round}: {answer}");
        }
    }
    let (asked, granted, refused, sign_ins) = (
        world.server.count(CallKind::Refresh),
        world.server.refreshes(),
        world.server.refused_refreshes(),
        world.server.sign_ins(),
    );
    eprintln!(
        "N2 {kind:?}: {PROCESSES} processes x {EXPIRIES} expiries: {granted} refreshes granted, {refused} refused, {} sign-ins, {:.1} s",
        sign_ins - 1,
        began.elapsed().unwrap().as_secs_f32(),
    );
    let expiries = usize::try_from(EXPIRIES).unwrap();
    assert_eq!(
        (asked, granted, refused, sign_ins),
        (expiries, expiries, 0, 1)
    );
    assert_eq!(world.stored_number().await, EXPIRIES + 1);
    world.clean_up().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_files_each_expiry_costs_one_refresh() {
    one_refresh_for_each_expiry(Kind::File).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_each_expiry_costs_one_refresh() {
    one_refresh_for_each_expiry(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_each_expiry_costs_one_refresh() {
    one_refresh_for_each_expiry(Kind::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_redis_each_expiry_costs_one_refresh() {
    one_refresh_for_each_expiry(Kind::Redis).await;
}

/// It saw none of the generations in between, and the newest is called in, too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_process_that_was_idle_for_generations_gets_its_answer() {
    let world = World::signed_in(Kind::Sqlite, STRICT).await.unwrap();
    let (mut idle, mut busy) = (world.child(), world.child());
    for generation in 2..=5 {
        world.server.invalidate_access_tokens();
        assert_eq!(ask(&mut busy, "call")["ok"], generation);
    }
    world.server.invalidate_access_tokens();
    let answer = ask(&mut idle, "call");
    assert_eq!(answer["ok"], 6, "{answer}");
    assert_eq!(world.server.refreshes(), 5);
}
