//! The harness itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use rustix::io::Errno;
use rustix::process::{Signal, WaitId, WaitIdOptions, test_kill_process, waitid};
use serde_json::json;

use super::child::ORPHANED;
use super::parent::Child;

fn echo() -> Child {
    let mut child = Child::spawn("echo", json!({"greeting": "hello, \"parent\""}));
    child.wait_line("ready");
    child
}

/// A path that no other test has.
fn free_path(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("oauth-tests-{}-{name}", std::process::id()))
}

#[test]
fn a_child_gets_its_parameters_hears_lines_and_ends() {
    let mut child = echo();
    assert_eq!(child.result(), json!("hello, \"parent\""));
    child.send("one");
    child.send("two");
    assert_eq!((child.line(), child.line()), ("one".into(), "two".into()));
    child.send("end");
    child.wait_success();
}

#[test]
fn a_barrier_holds_the_child_until_it_hears_go() {
    let mut child = echo();
    child.send("barrier");
    child.wait_line("reached the barrier");
    child.send("go");
    child.send("behind it");
    child.wait_line("behind it");
}

#[test]
fn a_killed_child_tells_its_signal() {
    let mut child = echo();
    assert!(child.kill().by(Signal::KILL));
    child.send("nobody hears this");
    assert!(child.wait().by(Signal::KILL));
}

#[test]
fn a_stopped_child_says_nothing_until_it_goes_on() {
    let mut child = echo();
    child.result();
    for round in ["one", "two"] {
        child.stop();
        child.send(round);
        let still = WaitIdOptions::STOPPED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        let stopped = waitid(WaitId::Pid(child.pid()), still).unwrap();
        assert!(stopped.is_some_and(|state| state.stopped()));
        child.cont();
        assert_eq!(child.line(), round);
    }
}

#[test]
fn a_child_without_a_parent_ends() {
    let mut child = echo();
    child.hang_up();
    assert_eq!(child.wait().status.code(), Some(ORPHANED));
}

#[test]
fn a_dropped_child_is_gone_even_when_it_is_stopped() {
    let mut child = echo();
    child.stop();
    let pid = child.pid();
    drop(child);
    assert_eq!(test_kill_process(pid), Err(Errno::SRCH));
}

#[test]
fn a_panic_of_a_child_is_reported_with_its_words() {
    let mut child = Child::spawn("panic", json!({}));
    let failed = catch_unwind(AssertUnwindSafe(|| child.wait_line("ready"))).unwrap_err();
    let text = failed.downcast_ref::<String>().unwrap();
    assert!(text.contains("child `panic` ended"), "{text}");
    assert!(text.contains("the child panics on purpose"), "{text}");
    let mut child = Child::spawn("nobody has this role", json!({}));
    assert!(
        child
            .wait()
            .stderr
            .contains("no role `nobody has this role`")
    );
}

#[test]
fn the_umask_is_the_childs_own() {
    for (umask, mode) in [(0o000, 0o666), (0o077, 0o600), (0o027, 0o640)] {
        let path = free_path(&format!("umask-{umask:o}"));
        let params = json!({"path": path, "bytes": 1, "umask": umask});
        let mut child = Child::spawn("write", params);
        assert_eq!(child.result(), json!({"mode": mode, "error": null}));
        child.wait_success();
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_file_that_grows_too_large_is_an_error_and_not_the_end() {
    let path = free_path("limit");
    let params = json!({"path": path, "bytes": 10_000, "file_size": 4096});
    let mut child = Child::spawn("write", params);
    assert_eq!(child.result()["error"], Errno::FBIG.raw_os_error());
    child.wait_success();
    // What fitted before, and all of it after the limit was gone.
    assert_eq!(std::fs::metadata(&path).unwrap().len(), 4096 + 10_000);
    std::fs::remove_file(path).unwrap();
}
