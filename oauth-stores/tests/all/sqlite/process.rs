//! Writers in processes of their own, that are killed or run into limits.
#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Child, Command, Stdio};

use super::*;

/// Set for a process that was started by a test; tells which file to write.
const DATABASE: &str = "OAUTH_STORES_TEST_DATABASE";

#[expect(
    clippy::disallowed_methods,
    reason = "how a test tells its child what to do"
)]
fn database() -> Option<PathBuf> {
    std::env::var(DATABASE).ok().map(PathBuf::from)
}

fn child(mut command: Command, name: &str, scratch: &Scratch) -> Child {
    command
        .args([
            "--exact",
            &format!("sqlite::process::{name}"),
            "--nocapture",
            "--test-threads=1",
        ])
        .env(DATABASE, scratch.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn this_program() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// A record whose bytes all tell the same number.
fn block(number: u64) -> Vec<u8> {
    number.to_be_bytes().repeat(2000)
}

#[tokio::test]
async fn child_that_writes_until_it_is_killed() {
    let Some(path) = database() else { return };
    let store = SqliteStore::open(path).unwrap();
    let ada = key("ada");
    loop {
        let found = store.read(&ada).await.unwrap();
        let number = found.as_ref().map_or(0, |entry| entry.revision.0);
        let known = found.map(|entry| entry.revision);
        let revision = write(&store, &ada, known, &block(number)).await;
        println!("\nwrote {}", revision.0);
    }
}

#[tokio::test]
async fn a_writer_that_is_killed_tears_no_record_and_loses_none_it_confirmed() {
    let scratch = Scratch::new();
    scratch.migrated().await;
    for round in 0..20_usize {
        let name = "child_that_writes_until_it_is_killed";
        let mut writer = child(Command::new(this_program()), name, &scratch);
        let lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let mut confirmed =
            lines.filter_map(|line| line.ok()?.strip_prefix("wrote ")?.parse::<u64>().ok());
        let mut last = confirmed.by_ref().take(1 + round).last().unwrap();
        writer.kill().unwrap();
        writer.wait().unwrap();
        last = confirmed.last().unwrap_or(last);

        let store = scratch.store();
        let entry = store.read(&key("ada")).await.unwrap().unwrap();
        assert!(
            entry.revision.0 >= last,
            "round {round}: {last} was confirmed"
        );
        let number = u64::from_be_bytes(entry.value[..8].try_into().unwrap());
        assert!(
            entry.value.as_slice() == block(number),
            "round {round}: torn"
        );
        let sound: String = scratch
            .raw()
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sound, "ok", "round {round}");
    }
}

#[tokio::test]
async fn child_that_finds_the_disk_full() {
    let Some(path) = database() else { return };
    let store = SqliteStore::open(path).unwrap();
    let ada = key("ada");
    let entry = store.read(&ada).await.unwrap().unwrap();
    let large = vec![7; 4 << 20];
    let swap = store.compare_and_swap(&ada, Some(entry.revision), &large, None);
    let error = swap.await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::NotWritable, "{error}");
    assert_eq!(
        store.read(&ada).await.unwrap().unwrap().value.as_slice(),
        b"x"
    );
    write(&store, &ada, Some(entry.revision), b"small").await;
    println!("\nrefused as it should");
}

#[tokio::test]
async fn a_full_disk_is_not_writable_and_the_record_stays() {
    let scratch = Scratch::new();
    write(&scratch.migrated().await, &key("ada"), None, b"x").await;
    // The shell lets writes past the limit fail, where they would else kill.
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\""])
        .arg(this_program());
    let output = child(command, "child_that_finds_the_disk_full", &scratch)
        .wait_with_output()
        .unwrap();
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.contains("refused as it should"), "{output}");
}

#[tokio::test]
async fn child_that_finds_the_file_read_only() {
    let Some(path) = database() else { return };
    let store = SqliteStore::open(path).unwrap();
    let error = store
        .compare_and_swap(&key("ada"), None, b"x", None)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::NotWritable, "{error}");
    store.migrate().await.unwrap();
    println!("\nrefused as it should");
}

#[tokio::test]
async fn a_read_only_file_is_not_writable() {
    const NOBODY: u32 = 65534;
    let scratch = Scratch::new();
    scratch.migrated().await;
    fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o400)).unwrap();
    let mut program = this_program();
    let mut command = Command::new(&program);
    // Nothing is read-only to root, so there the child is somebody else.
    if rustix::process::geteuid().is_root() {
        use std::os::unix::process::CommandExt;
        let copy = scratch.0.join("program");
        fs::copy(&program, &copy).unwrap();
        program = copy;
        for path in [&scratch.0, &scratch.path()] {
            std::os::unix::fs::chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        }
        command = Command::new(&program);
        command.uid(NOBODY).gid(NOBODY).current_dir(&scratch.0);
    }
    let output = child(command, "child_that_finds_the_file_read_only", &scratch)
        .wait_with_output()
        .unwrap();
    let output = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.contains("refused as it should"), "{output}");
}
