//! A store that cannot be written (F-39), and who may read it (F-53).

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use serde_json::json;

use super::world::{Kind, STRICT, Scratch, World, ask};
use crate::process::parent::Child;

/// New tokens are served, told as not stored, and stored when there is room.
async fn full(kind: Kind) {
    let world = World::signed_in(kind, STRICT).await.unwrap();
    let mut child = world.child();
    child.send("arm refresh.before_commit limit");
    let answer = ask(&mut child, "renew");
    assert_eq!(answer["ok"], 2, "{answer}");
    child.send("event StoreDegraded");
    child.wait_line("event StoreDegraded");
    old_record_is_whole(&world).await;
    assert_eq!(ask(&mut child, "token"), answer, "served from memory");
    child.send("unlimit");
    recovers(&world, &mut child).await;
}

async fn old_record_is_whole(world: &World) {
    let tokens = world.stored().await.unwrap();
    let refresh = tokens.refresh_token.unwrap();
    assert_eq!(world.server.generation_of(refresh.expose()), Some(1));
}

async fn recovers(world: &World, child: &mut Child) {
    child.send("event StoreRecovered");
    child.wait_line("event StoreRecovered");
    assert_eq!(world.stored_number().await, 2);
    assert_eq!(ask(&mut world.child(), "renew")["ok"], 3);
    assert_eq!(ask(child, "renew")["ok"], 3, "it takes that over");
    assert_eq!(ask(child, "renew")["ok"], 4);
    assert_eq!(world.server.refused_refreshes(), 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_files_a_full_disk_loses_no_token() {
    full(Kind::File).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite_a_full_disk_loses_no_token() {
    full(Kind::Sqlite).await;
}

/// Root may write everywhere, so the directory is taken away instead.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_that_vanishes_before_the_commit_loses_no_token() {
    let world = World::signed_in(Kind::File, STRICT).await.unwrap();
    let (here, away) = ("tokens", "away").into_paths(world.scratch.path());
    let mut child = world.child();
    child.send("arm refresh.before_commit pause");
    child.send("renew");
    child.wait_line("reached refresh.before_commit");
    std::fs::rename(&here, &away).unwrap();
    child.send("go");
    assert_eq!(child.result()["ok"], 2);
    child.send("event StoreDegraded");
    child.wait_line("event StoreDegraded");
    assert!(!here.exists(), "no new directory without the old tokens");
    std::fs::rename(&away, &here).unwrap();
    recovers(&world, &mut child).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_directory_that_is_gone_sends_no_token_and_fails_nobody_with_a_valid_one() {
    let world = World::signed_in(Kind::File, STRICT).await.unwrap();
    let (here, away) = ("tokens", "away").into_paths(world.scratch.path());
    let mut child = world.child_with(|setting| setting.clock_offset = Some(0));
    assert_eq!(ask(&mut child, "renew")["ok"], 2);
    std::fs::rename(&here, &away).unwrap();
    let answer = ask(&mut child, "renew");
    assert!(
        answer["error"]
            .as_str()
            .is_some_and(|code| code.starts_with("E07")),
        "{answer}"
    );
    assert_eq!(world.server.refreshes(), 1);
    assert_eq!(ask(&mut child, "token")["ok"], 2);
    std::fs::rename(&away, &here).unwrap();
    child.send("advance 120");
    assert_eq!(ask(&mut child, "renew")["ok"], 3);
}

trait IntoPaths {
    fn into_paths(self, below: &Path) -> (std::path::PathBuf, std::path::PathBuf);
}

impl IntoPaths for (&str, &str) {
    fn into_paths(self, below: &Path) -> (std::path::PathBuf, std::path::PathBuf) {
        (below.join(self.0), below.join(self.1))
    }
}

fn modes(directory: &Path, found: &mut Vec<(String, u32)>) {
    for file in std::fs::read_dir(directory).unwrap() {
        let file = file.unwrap();
        let metadata = file.metadata().unwrap();
        let name = file.file_name().to_string_lossy().into_owned();
        found.push((name, metadata.permissions().mode() & 0o777));
        if metadata.is_dir() {
            modes(&file.path(), found);
        }
    }
}

/// F-53: whatever the mask says, nobody else can read the tokens.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn under_an_open_mask_the_store_is_closed() {
    for url in ["file:{}/tokens?key=none", "sqlite:{}/tokens.db"] {
        let scratch = Scratch::new();
        let store = url.replace("{}", &scratch.path().display().to_string());
        let world = World::over(store, scratch, "acme", |server| server).await;
        let mut child = world.child_with(|setting| setting.umask = Some(0));
        assert_eq!(ask(&mut child, "adopt access refresh"), json!(true));
        let mut found = Vec::new();
        modes(world.scratch.path(), &mut found);
        assert!(!found.is_empty());
        for (name, mode) in found {
            let wanted = if name == "tokens" { 0o700 } else { 0o600 };
            assert_eq!(mode, wanted, "{name}: {mode:o}");
        }
    }
}
