//! A process that is stopped while it holds the lease (N5, F-39e).

use oauth_runtime::spec::CallKind;

use super::world::{GRACE, Kind, STRICT, World, ask, short_lease};

/// Its answer comes while it stands still. Another process renews meanwhile,
/// and the provider, which has a grace, answers both.
async fn while_its_answer_is_held(kind: Kind) {
    let Some(world) = World::signed_in(kind, GRACE).await else {
        return;
    };
    let (mut stopped, mut other) = (world.child_with(short_lease), world.child());
    world.server.invalidate_access_tokens();
    let hold = world.server.hold_answers(CallKind::Refresh);
    stopped.send("call");
    hold.arrived(1).await;
    stopped.stop();
    hold.release_one();
    other.send("call");
    hold.arrived(2).await;
    hold.release();
    let answer = other.result();
    assert_eq!(answer["ok"], 2, "{answer}");
    let stored = world.stored_number().await;

    stopped.cont();
    let late = stopped.result();
    assert_eq!(late, answer, "it takes over what the other one stored");
    assert_eq!(
        world.stored_number().await,
        stored,
        "nothing is overwritten"
    );
    assert_eq!(world.server.refreshes(), 2);
    both_go_on(&world, [&mut stopped, &mut other]).await;
}

/// It stands still before it sends the refresh token, and must not send it late.
async fn before_its_request(kind: Kind) {
    let Some(world) = World::signed_in(kind, STRICT).await else {
        return;
    };
    let (mut stopped, mut other) = (world.child_with(short_lease), world.child());
    world.server.invalidate_access_tokens();
    stopped.send("arm refresh.before_request pause");
    stopped.send("call");
    stopped.wait_line("reached refresh.before_request");
    stopped.stop();
    let answer = ask(&mut other, "call");
    assert_eq!(answer["ok"], 2, "{answer}");

    stopped.cont();
    stopped.send("go");
    assert_eq!(
        stopped.result(),
        answer,
        "it takes over what the other one stored"
    );
    assert_eq!(
        world.server.count(CallKind::Refresh),
        1,
        "nothing was sent late"
    );
    both_go_on(&world, [&mut stopped, &mut other]).await;
}

async fn both_go_on(world: &World, processes: [&mut crate::process::parent::Child; 2]) {
    let before = world.server.refreshes();
    world.server.invalidate_access_tokens();
    for child in processes {
        let answer = ask(child, "call");
        assert_eq!(answer["ok"], 3, "{answer}");
    }
    assert_eq!(world.server.refreshes(), before + 1);
    assert_eq!(world.server.refused_refreshes(), 0);
    world.clean_up().await;
}

/// Both at the same time, for each waits until a lease is over.
fn both(kind: Kind) {
    let runtime = tokio::runtime::Handle::current();
    std::thread::scope(|threads| {
        threads.spawn(|| runtime.block_on(while_its_answer_is_held(kind)));
        threads.spawn(|| runtime.block_on(before_its_request(kind)));
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_files_a_stopped_holder_overwrites_nothing() {
    both(Kind::File);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_a_stopped_holder_overwrites_nothing() {
    both(Kind::Sqlite);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres_a_stopped_holder_overwrites_nothing() {
    both(Kind::Postgres);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_redis_a_stopped_holder_overwrites_nothing() {
    both(Kind::Redis);
}
