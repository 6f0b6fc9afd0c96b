//! The lock files of the file store: deleted, or held for ever (F-39d).

use std::path::PathBuf;

use oauth_runtime::spec::CallKind;

use super::world::{Kind, STRICT, World, ask, ask_all};

fn lock_files(world: &World) -> Vec<PathBuf> {
    let files = std::fs::read_dir(world.scratch.path().join("tokens")).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "lock"))
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_file_that_somebody_deletes_costs_no_token() {
    let world = World::signed_in(Kind::File, STRICT).await.unwrap();
    let mut fleet = world.fleet(4);
    for round in 1..=20_u64 {
        world.server.invalidate_access_tokens();
        for child in &mut fleet {
            child.send("call");
        }
        for path in lock_files(&world) {
            let _ = std::fs::remove_file(path);
        }
        for child in &mut fleet {
            let answer = child.result();
            assert_eq!(answer["ok"], round + 1, "round {round}: {answer}");
        }
    }
    assert_eq!(world.server.refreshes(), 20);
    assert_eq!(world.server.refused_refreshes(), 0);
}

/// The lease stood in the file. Its holder lives, and that shows.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lease_outlives_the_lock_file_it_was_written_in() {
    let world = World::signed_in(Kind::File, STRICT).await.unwrap();
    let (mut holder, mut other) = (world.child(), world.child());
    world.server.invalidate_access_tokens();
    let hold = world.server.hold_answers(CallKind::Refresh);
    holder.send("call");
    hold.arrived(1).await;
    for path in lock_files(&world) {
        std::fs::remove_file(path).unwrap();
    }
    other.send("call");
    // It has to look for the lease before the holder is done.
    while lock_files(&world).is_empty() {
        tokio::task::yield_now().await;
    }
    hold.release();
    for answer in [holder.result(), other.result()] {
        assert_eq!(answer["ok"], 2, "{answer}");
    }
    assert_eq!(world.server.count(CallKind::Refresh), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lock_that_is_held_for_ever_is_told_with_its_holder_and_blocks_no_other_account() {
    let world = World::signed_in(Kind::File, STRICT).await.unwrap();
    let mut second = World::over(
        world.setting.store.clone(),
        super::world::Scratch::new(),
        "acme",
        |server| server,
    )
    .await;
    second.setting.account.push_str("-second");
    second.sign_in().await;

    let (mut stopped, mut other) = (
        world.child(),
        world.child_with(|setting| setting.clock_offset = Some(0)),
    );
    let mut elsewhere = second.child();
    world.server.invalidate_access_tokens();
    stopped.send("arm file.temp_created pause");
    stopped.send("call");
    stopped.wait_line("reached file.temp_created");
    stopped.stop();

    other.send("call");
    second.server.invalidate_access_tokens();
    assert_eq!(ask(&mut elsewhere, "call")["ok"], 2);
    let answer = other.result();
    assert_eq!(answer["error"], "E0701", "{answer}");
    let text = answer["text"].as_str().unwrap();
    let holder = format!("process {} ", stopped.pid().as_raw_nonzero());
    assert!(text.contains(&holder), "{text}");
    assert_eq!(world.server.count(CallKind::Refresh), 0);

    stopped.kill();
    // Past the pause after a failure.
    other.send("advance 120");
    assert_eq!(ask(&mut other, "call")["ok"], 2);
    assert_eq!(ask_all(&mut [elsewhere], "token")[0]["ok"], 2);
}
