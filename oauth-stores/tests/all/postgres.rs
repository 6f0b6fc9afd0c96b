//! The PostgreSQL store: the contract, and what can happen between it and a server.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use oauth_runtime::store::{Leased, Store, StoreErrorKind, Swap};
use oauth_stores::PostgresStore;
use tokio_postgres::{Client, NoTls};

use crate::sql::{self, TTL, key, owner, write};

mod conformance;
mod server;

#[expect(
    clippy::disallowed_methods,
    reason = "how a person tells the tests where a server is"
)]
fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn url() -> String {
    let default = || "postgres://postgres@127.0.0.1:5432/test".to_owned();
    setting("OAUTH_TEST_POSTGRES").unwrap_or_else(default)
}

/// A schema of one test, and a connection of its own to look behind the store.
struct Fixture {
    schema: String,
    admin: Client,
}

impl Fixture {
    fn store(&self) -> PostgresStore {
        PostgresStore::connect(&url())
            .unwrap()
            .with_schema(&*self.schema)
            .unwrap()
            .with_pool_size(4)
    }

    async fn migrated(&self) -> PostgresStore {
        let store = self.store();
        store.migrate().await.unwrap();
        store
    }

    /// Runs SQL in which `@@` stands for the schema.
    async fn sql(&self, sql: &str) {
        let sql = sql.replace("@@", &self.schema);
        self.admin.batch_execute(&sql).await.unwrap();
    }

    async fn number(&self, sql: &str) -> i64 {
        let sql = sql.replace("@@", &self.schema);
        self.admin.query_typed_one(&sql, &[]).await.unwrap().get(0)
    }

    /// Waits until so many statements of this test's store wait for a lock.
    async fn wait_for_blocked(&self, count: i64) {
        let sql = "SELECT count(*) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND query LIKE '%@@%' AND pid <> pg_backend_pid()";
        while self.number(sql).await != count {
            tokio::task::yield_now().await;
        }
    }
}

async fn connect() -> Option<Client> {
    match tokio_postgres::connect(&url(), NoTls).await {
        Ok((client, connection)) => {
            tokio::spawn(connection);
            Some(client)
        }
        Err(error) => {
            let config: tokio_postgres::Config = url().parse().unwrap();
            let place = (config.get_hosts(), config.get_ports());
            assert!(
                setting("OAUTH_STORES").as_deref() != Some("required"),
                "postgres is not running on {place:?}: {error}"
            );
            eprintln!("skipped: postgres is not running on {place:?}");
            None
        }
    }
}

/// Runs a test with a schema of its own, which is dropped also when it fails.
async fn with_schema<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Fixture) -> F) {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let (Some(admin), Some(cleaner)) = (connect().await, connect().await) else {
        return;
    };
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let schema = format!("oauth_stores_{}_{count}", std::process::id());
    let done = tokio::spawn(test(Fixture {
        schema: schema.clone(),
        admin,
    }))
    .await;
    let drop = format!("SET lock_timeout = '5s'; DROP SCHEMA IF EXISTS {schema} CASCADE");
    cleaner.batch_execute(&drop).await.unwrap();
    if let Err(error) = done {
        std::panic::resume_unwind(error.into_panic());
    }
}

#[tokio::test]
async fn records_and_leases_keep_the_contract() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        sql::records(&store).await;
        sql::leases(&store).await;
        sql::a_lease_ends(&store).await;
    })
    .await;
}

#[tokio::test]
async fn a_list_sorts_odd_keys_as_rust_does_and_pages_through_every_filter() {
    with_schema(|fixture| async move {
        sql::order(&fixture.migrated().await).await;
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_does_not_keep_a_lease_for_years() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        store.lease(&key("ada"), &owner("1"), TTL).await.unwrap();
        fixture
            .sql("UPDATE @@.oauth_lease SET until = until + interval '1 hour'")
            .await;
        let taken = store.lease(&key("ada"), &owner("2"), TTL).await.unwrap();
        assert!(matches!(taken, Leased::Granted(lease) if lease.fence == 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_of_several_stores_lose_no_step() {
    with_schema(|fixture| async move {
        fixture.migrated().await;
        let stores = (0..4)
            .map(|_| Arc::new(fixture.store()) as Arc<dyn Store>)
            .collect();
        sql::race(stores, 25).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_ask_at_once_one_gets_the_lease() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        for round in 0..10 {
            let asked: Vec<_> = (0..8)
                .map(|id| {
                    let (store, id) = (store.clone(), id.to_string());
                    let key = key(&format!("round {round}"));
                    tokio::spawn(async move { store.lease(&key, &owner(&id), TTL).await.unwrap() })
                })
                .collect();
            let mut granted = 0;
            for asked in asked {
                granted += u32::from(matches!(asked.await.unwrap(), Leased::Granted(_)));
            }
            assert_eq!(granted, 1);
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_works_before_migrate() {
    with_schema(|fixture| async move {
        sql::every_call_fails(&fixture.store(), StoreErrorKind::NotMigrated).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_stores_may_migrate_at_once() {
    with_schema(|fixture| async move {
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = fixture.store();
                tokio::spawn(async move { store.migrate().await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        assert_eq!(
            fixture
                .number("SELECT version::bigint FROM @@.oauth_schema")
                .await,
            1
        );
    })
    .await;
}

#[tokio::test]
async fn a_schema_between_two_versions_is_brought_up() {
    with_schema(|fixture| async move {
        // As left by a program that made the table of versions and no step.
        fixture
            .sql("CREATE SCHEMA @@; CREATE TABLE @@.oauth_schema (single boolean PRIMARY KEY DEFAULT true, version integer NOT NULL);
                  INSERT INTO @@.oauth_schema (version) VALUES (0)")
            .await;
        let store = fixture.store();
        store.migrate().await.unwrap();
        write(&store, &key("ada"), None, b"x").await;
        store.migrate().await.unwrap();
        assert!(store.read(&key("ada")).await.unwrap().is_some());
    })
    .await;
}

#[tokio::test]
async fn a_newer_schema_is_refused_and_left_untouched() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        let revision = write(&store, &key("ada"), None, b"x").await;
        store.lease(&key("ada"), &owner("1"), TTL).await.unwrap();
        fixture.sql("UPDATE @@.oauth_schema SET version = 99").await;
        // The row versions tell of any write, even one that writes the same again.
        let state = "SELECT sum(xmin::text::bigint)::bigint FROM (SELECT xmin FROM @@.oauth_record
            UNION ALL SELECT xmin FROM @@.oauth_lease UNION ALL SELECT xmin FROM @@.oauth_schema) x";
        let before = fixture.number(state).await;
        sql::every_call_fails(&store, StoreErrorKind::Newer).await;
        assert_eq!(store.delete(&key("ada"), revision).await.unwrap_err().kind(), StoreErrorKind::Newer);
        assert_eq!(store.migrate().await.unwrap_err().kind(), StoreErrorKind::Newer);
        assert_eq!(fixture.number(state).await, before);
    })
    .await;
}

#[tokio::test]
async fn a_writer_waits_for_a_lease_that_is_just_being_taken_over_and_is_fenced() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        let revision = write(&store, &key("ada"), None, b"x").await;
        store.lease(&key("ada"), &owner("1"), TTL).await.unwrap();
        fixture
            .sql("BEGIN; UPDATE @@.oauth_lease SET owner_id = '2', fence = 2")
            .await;
        let stale = tokio::spawn(async move {
            store
                .compare_and_swap(&key("ada"), Some(revision), b"y", Some(1))
                .await
                .unwrap()
        });
        fixture.wait_for_blocked(1).await;
        fixture.sql("COMMIT").await;
        assert_eq!(stale.await.unwrap(), Swap::Fenced);
    })
    .await;
}
