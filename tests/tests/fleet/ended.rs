//! A program that ends while a renewal is under way (F-34b).

use oauth_runtime::spec::CallKind;
use oauth_runtime::spec::Rotation;

use super::world::{GRACE, Kind, STRICT, World, ask};

/// It asks on a runtime of one thread, stops waiting, and ends.
async fn left_early(rotation: Rotation) -> World {
    let world = World::signed_in(Kind::Sqlite, rotation).await.unwrap();
    let mut child = world.child_with(|setting| {
        setting.single_thread = true;
        super::world::short_lease(setting);
    });
    let hold = world.server.hold_answers(CallKind::Refresh);
    child.send("leave");
    hold.arrived(1).await;
    child.send("now");
    child.wait_success();
    hold.at_most_held(0).await;
    world
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_leaves_early_is_told_from_a_revocation() {
    let world = left_early(STRICT).await;
    let answer = ask(&mut world.child(), "renew");
    assert_eq!(answer["error"], "E0342", "{answer}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_that_leaves_early_loses_nothing_where_the_provider_has_a_grace() {
    let world = left_early(GRACE).await;
    let answer = ask(&mut world.child(), "renew");
    assert_eq!(answer["ok"], 2, "{answer}");
    assert_eq!(world.server.refreshes(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shutdown_waits_for_the_answer_and_stores_it() {
    let world = World::signed_in(Kind::Sqlite, STRICT).await.unwrap();
    let mut child = world.child_with(|setting| setting.single_thread = true);
    let hold = world.server.hold_answers(CallKind::Refresh);
    child.send("leave orderly");
    hold.arrived(1).await;
    child.send("now");
    child.wait_line("shutting down");
    hold.release();
    assert_eq!(child.result(), true);
    child.wait_success();
    assert_eq!(world.stored_number().await, 2);
    assert_eq!(ask(&mut world.child(), "token")["ok"], 2);
}
