//! The SQLite store: the contract, and what can happen to its file.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use oauth_runtime::store::{Leased, Store, StoreErrorKind, Swap};
use oauth_stores::SqliteStore;
use rusqlite::Connection;

use crate::sql::{self, TTL, key, owner, write};

mod process;

oauth_stores::store_conformance! {
    mod sqlite_store;
    open: async {
        let scratch = Arc::new(Scratch::new());
        Some((Arc::new(scratch.migrated().await), scratch))
    },
    reopen: |(_, scratch)| async move { Arc::new(scratch.store()) },
}

/// A directory of one test.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("oauth-stores-sqlite-{}-{count}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn path(&self) -> PathBuf {
        self.0.join("tokens.db")
    }

    fn store(&self) -> SqliteStore {
        SqliteStore::open(self.path()).unwrap()
    }

    async fn migrated(&self) -> SqliteStore {
        let store = self.store();
        store.migrate().await.unwrap();
        store
    }

    fn raw(&self) -> Connection {
        Connection::open(self.path()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn records_and_leases_keep_the_contract() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    sql::records(&store).await;
    sql::leases(&store).await;
    sql::a_lease_ends(&store).await;
}

#[tokio::test]
async fn a_list_sorts_odd_keys_as_rust_does_and_pages_through_every_filter() {
    let scratch = Scratch::new();
    sql::order(&scratch.migrated().await).await;
}

#[tokio::test]
async fn pages_of_every_filter_come_from_an_index_without_sorting() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    write(&store, &key("ada"), None, b"x").await;
    let raw = scratch.raw();
    // The statements are the keyset's own, by the same columns and bounds.
    for (condition, order) in [
        (
            "(provider, registration, tenant, account) > ('', '', '', '')",
            "provider, registration, tenant, account",
        ),
        (
            "provider = '' AND (registration, tenant, account) > ('', '', '')",
            "registration, tenant, account",
        ),
        (
            "registration = '' AND (provider, tenant, account) > ('', '', '')",
            "provider, tenant, account",
        ),
        (
            "tenant = '' AND (provider, registration, account) > ('', '', '')",
            "provider, registration, account",
        ),
        (
            "provider = '' AND tenant = '' AND (registration, account) > ('', '')",
            "registration, account",
        ),
        (
            "registration = '' AND tenant = '' AND (provider, account) > ('', '')",
            "provider, account",
        ),
    ] {
        let sql = format!(
            "EXPLAIN QUERY PLAN SELECT provider, registration, tenant, account FROM record
             WHERE {condition} ORDER BY {order} LIMIT 9"
        );
        let mut plan = raw.prepare(&sql).unwrap();
        let plan: Vec<String> = plan
            .query_map([], |row| row.get("detail"))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let plan = plan.join("; ");
        assert!(
            plan.contains("SEARCH record") && !plan.contains("B-TREE"),
            "{condition}: {plan}"
        );
        let bound = condition
            .split(" > ")
            .next()
            .unwrap()
            .rsplit("AND ")
            .next()
            .unwrap();
        let bound = bound.replace([' ', '(', ')'], "");
        assert!(
            plan.replace(' ', "").contains(&bound),
            "{condition}: {plan}"
        );
    }
}

#[tokio::test]
async fn a_clock_that_was_set_back_does_not_keep_a_lease_for_years() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    store.lease(&key("ada"), &owner("1"), TTL).await.unwrap();
    scratch
        .raw()
        .execute("UPDATE lease SET until_ms = until_ms + 3600000", [])
        .unwrap();
    let taken = store.lease(&key("ada"), &owner("2"), TTL).await.unwrap();
    assert!(matches!(taken, Leased::Granted(lease) if lease.fence == 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_of_several_stores_lose_no_step() {
    let scratch = Scratch::new();
    scratch.migrated().await;
    let stores = (0..4)
        .map(|_| Arc::new(scratch.store()) as Arc<dyn Store>)
        .collect();
    sql::race(stores, 25).await;
}

#[tokio::test]
async fn nothing_works_before_migrate_and_nothing_is_written() {
    let scratch = Scratch::new();
    let store = scratch.store();
    sql::every_call_fails(&store, StoreErrorKind::NotMigrated).await;
    assert_eq!(fs::read(scratch.path()).unwrap(), b"");
}

#[test]
fn eight_stores_may_migrate_at_once() {
    for _ in 0..5 {
        let scratch = Scratch::new();
        let barrier = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build();
                    let store = scratch.store();
                    barrier.wait();
                    runtime.unwrap().block_on(store.migrate()).unwrap();
                });
            }
        });
        let mode: String = scratch
            .raw()
            .query_row("PRAGMA journal_mode", [], |row| row.get(0))
            .unwrap();
        assert_eq!(mode, "wal");
    }
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_untouched() {
    for mode in ["DELETE", "WAL"] {
        let scratch = Scratch::new();
        drop(scratch.store());
        scratch
            .raw()
            .execute_batch(&format!(
                "PRAGMA journal_mode = {mode}; CREATE TABLE record (later TEXT); PRAGMA user_version = 99;"
            ))
            .unwrap();
        let before = fs::read(scratch.path()).unwrap();
        let store = scratch.store();
        sql::every_call_fails(&store, StoreErrorKind::Newer).await;
        assert_eq!(
            store.migrate().await.unwrap_err().kind(),
            StoreErrorKind::Newer
        );
        drop(store);
        assert!(
            fs::read(scratch.path()).unwrap() == before,
            "{mode}: the file changed"
        );
    }
}

#[tokio::test]
async fn a_schema_that_becomes_newer_under_an_open_store_is_noticed() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    write(&store, &key("ada"), None, b"x").await;
    store.read(&key("ada")).await.unwrap();
    scratch
        .raw()
        .execute_batch("PRAGMA user_version = 2")
        .unwrap();
    sql::every_call_fails(&store, StoreErrorKind::Newer).await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_others_can_read_is_refused_with_the_command_that_mends_it() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    write(&store, &key("ada"), None, b"x").await;
    let log = scratch.0.join("tokens.db-wal");
    assert_eq!((mode(&scratch.path()), mode(&log)), (0o600, 0o600));

    for path in [scratch.path(), log] {
        set(&path, 0o640);
        let error = SqliteStore::open(scratch.path()).unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Permissions);
        let fix = format!("chmod 600 {}", path.display());
        assert!(error.to_string().contains(&fix), "{error}");
        sql::every_call_fails(&store, StoreErrorKind::Permissions).await;
        set(&path, 0o600);
    }
    store.read(&key("ada")).await.unwrap().unwrap();
}

#[tokio::test]
async fn a_path_that_is_no_file_or_has_no_directory_is_refused() {
    let scratch = Scratch::new();
    let missing = SqliteStore::open(scratch.0.join("none/tokens.db")).unwrap_err();
    assert_eq!(missing.kind(), StoreErrorKind::Config, "{missing}");
    let directory = SqliteStore::open(&scratch.0).unwrap_err();
    assert_eq!(directory.kind(), StoreErrorKind::Config, "{directory}");
}

#[tokio::test]
async fn a_damaged_file_is_corrupt_and_named() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    write(&store, &key("ada"), None, &[7; 9000]).await;
    drop(store);
    let whole = fs::read(scratch.path()).unwrap();
    let text = b"these are no tokens ".repeat(300);
    let mut overwritten = whole.clone();
    overwritten[100..].fill(0xa5);
    for damaged in [&text[..], &whole[..whole.len() / 3], &overwritten] {
        fs::write(scratch.path(), damaged).unwrap();
        let store = scratch.store();
        let error = store.read(&key("ada")).await.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Corrupt, "{error}");
        assert!(error.to_string().contains("tokens.db"), "{error}");
        assert!(
            fs::read(scratch.path()).unwrap() == damaged,
            "the evidence changed"
        );
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_refused() {
    let scratch = Scratch::new();
    let store = scratch.store();
    scratch
        .raw()
        .execute_batch("CREATE TABLE theirs (id INTEGER)")
        .unwrap();
    let before = fs::read(scratch.path()).unwrap();
    assert_eq!(
        store.migrate().await.unwrap_err().kind(),
        StoreErrorKind::Corrupt
    );
    assert!(fs::read(scratch.path()).unwrap() == before);
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_vanished_is_unavailable_and_one_that_was_replaced_is_read() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    let first = write(&store, &key("ada"), None, b"old").await;
    scratch
        .raw()
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")
        .unwrap();
    let aside = scratch.0.join("aside.db");
    fs::rename(scratch.path(), &aside).unwrap();
    sql::every_call_fails(&store, StoreErrorKind::Unavailable).await;

    fs::copy(&aside, scratch.path()).unwrap();
    for suffix in ["-wal", "-shm"] {
        fs::remove_file(scratch.0.join(format!("tokens.db{suffix}"))).unwrap();
    }
    assert_eq!(
        store.read(&key("ada")).await.unwrap().unwrap().revision,
        first
    );
    write(&store, &key("ada"), Some(first), b"new").await;
    let reopened = scratch.store();
    assert_eq!(
        reopened
            .read(&key("ada"))
            .await
            .unwrap()
            .unwrap()
            .value
            .as_slice(),
        b"new"
    );
}

#[tokio::test]
async fn a_lock_that_lasts_too_long_is_held_while_readers_go_on() {
    let scratch = Scratch::new();
    let store = scratch
        .migrated()
        .await
        .with_busy_timeout(Duration::from_millis(20));
    let revision = write(&store, &key("ada"), None, b"x").await;
    let raw = scratch.raw();
    raw.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = store.delete(&key("ada"), revision).await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Held, "{error}");
    assert!(error.to_string().contains("tokens.db"), "{error}");
    store.read(&key("ada")).await.unwrap().unwrap();
    raw.execute_batch("ROLLBACK").unwrap();
    assert_eq!(
        store.delete(&key("ada"), revision).await.unwrap(),
        Swap::Done(revision)
    );
}

#[tokio::test]
async fn a_write_that_began_is_completed_when_its_caller_goes_away() {
    let scratch = Scratch::new();
    let store = scratch.migrated().await;
    let ada = key("ada");
    {
        let mut call = pin!(store.compare_and_swap(&ada, None, b"x", None));
        let pending = call.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(pending.is_pending());
    }
    // The next writer waits for the one that was left behind.
    store.lease(&ada, &owner("1"), TTL).await.unwrap();
    assert_eq!(
        store.read(&ada).await.unwrap().unwrap().value.as_slice(),
        b"x"
    );
}
