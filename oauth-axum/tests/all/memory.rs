//! Sign-ins that nobody finishes cost the server nothing (`f_16`).

use std::time::Duration;

use oauth_mock::MockClock;
use oauth_runtime::clock::Clock as _;

use crate::support::world;

/// The resident memory of this process, in KiB.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// Runs in a process of its own, where nothing else takes memory.
#[tokio::test]
async fn f_16_sign_ins_that_are_never_finished_take_no_memory() {
    if std::env::args().any(|argument| argument == "--exact") {
        return begin_many().await;
    }
    let own = std::env::current_exe().unwrap();
    let child = std::process::Command::new(own)
        .args([
            "--exact",
            "memory::f_16_sign_ins_that_are_never_finished_take_no_memory",
            "--nocapture",
        ])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout).into_owned();
    assert!(child.status.success(), "{said}");
    println!("{said}");
}

async fn begin_many() {
    const MOST: usize = 100_000;
    const LONGEST: Duration = Duration::from_secs(15);
    let world = world().await;
    // Somebody is under way meanwhile.
    let mut other = world.browser();
    let callback = other.callback(&world.server, "acme").await;
    for _ in 0..2_000 {
        world.browser().begin("acme").await;
    }
    let (before, clock) = (resident(), MockClock::running());
    let began = clock.monotonic();
    let mut begun = 0;
    while begun < MOST && clock.monotonic() - began < LONGEST {
        world.browser().begin("acme").await;
        begun += 1;
    }
    let after = resident();
    println!("{begun} sign-ins begun: {before:?} KiB before, {after:?} KiB after");
    assert!(begun >= 2_000);
    if let (Some(before), Some(after)) = (before, after) {
        // A record has some hundred bytes: kept ones would show.
        let grown = after.saturating_sub(before);
        assert!(grown < 1_024, "{grown} KiB for {begun} sign-ins");
    }
    other.get(&callback).await.assert_sent_to("/me");
    world.browser().sign_in(&world.server, "acme").await;
}
