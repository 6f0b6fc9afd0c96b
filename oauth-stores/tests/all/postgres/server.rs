//! A server that goes away, is slow, or refuses.

use super::*;

#[tokio::test]
async fn a_connection_that_is_lost_in_a_call_is_unavailable_and_the_next_call_has_another() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        let revision = write(&store, &key("ada"), None, b"x").await;
        fixture.sql("BEGIN; LOCK TABLE @@.oauth_record").await;
        let call = {
            let store = store.clone();
            tokio::spawn(async move { store.delete(&key("ada"), revision).await.unwrap_err() })
        };
        fixture.wait_for_blocked(1).await;
        let killed = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
            WHERE wait_event_type = 'Lock' AND query LIKE '%@@%' AND pid <> pg_backend_pid()";
        assert_eq!(fixture.number(killed).await, 1);
        let error = call.await.unwrap();
        assert_eq!(error.kind(), StoreErrorKind::Unavailable, "{error}");
        fixture.sql("COMMIT").await;
        assert_eq!(
            store.delete(&key("ada"), revision).await.unwrap(),
            Swap::Done(revision)
        );
    })
    .await;
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_unavailable_and_is_not_carried_out_later() {
    with_schema(|fixture| async move {
        let store = fixture
            .migrated()
            .await
            .with_timeout(Duration::from_millis(100));
        let revision = write(&store, &key("ada"), None, b"x").await;
        fixture.sql("BEGIN; LOCK TABLE @@.oauth_record").await;
        let error = store.delete(&key("ada"), revision).await.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Unavailable, "{error}");
        assert!(error.to_string().contains("100ms"), "{error}");
        fixture.wait_for_blocked(0).await;
        fixture.sql("COMMIT").await;
        let store = store.with_timeout(Duration::from_secs(10));
        assert_eq!(
            store.read(&key("ada")).await.unwrap().unwrap().revision,
            revision
        );
    })
    .await;
}

#[tokio::test]
async fn a_key_that_postgres_cannot_hold_is_refused() {
    with_schema(|fixture| async move {
        let store = fixture.migrated().await;
        let long = key(&random_text(20_000));
        let error = store
            .compare_and_swap(&long, None, b"x", None)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Config, "{error}");
    })
    .await;
}

/// Text that does not compress, so that no index holds it.
fn random_text(length: usize) -> String {
    let mut state = 1_u64;
    let next = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        char::from(b'!' + u8::try_from((state >> 40) % 90).unwrap())
    };
    (0..length).map(next).collect()
}

#[tokio::test]
async fn a_server_that_may_only_be_read_is_not_writable() {
    with_schema(|fixture| async move {
        fixture.migrated().await;
        let joint = if url().contains('?') { '&' } else { '?' };
        let url = format!(
            "{}{joint}options=-cdefault_transaction_read_only%3Don",
            url()
        );
        let store = PostgresStore::connect(&url)
            .unwrap()
            .with_schema(&*fixture.schema)
            .unwrap();
        assert!(store.read(&key("ada")).await.unwrap().is_none());
        let error = store
            .compare_and_swap(&key("ada"), None, b"x", None)
            .await
            .unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::NotWritable, "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_refused() {
    with_schema(|fixture| async move {
        let joint = if url().contains('?') { '&' } else { '?' };
        let url = format!("{}{joint}sslmode=require", url());
        let store = PostgresStore::connect(&url)
            .unwrap()
            .with_schema(&*fixture.schema)
            .unwrap();
        let error = store.migrate().await.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Unavailable, "{error}");
        assert!(error.to_string().contains("TLS"), "{error}");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_is_down_is_unavailable_and_the_error_names_it_without_the_password() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let url = format!("postgres://ada:hunter2@127.0.0.1:{port}/tokens");
    let store = PostgresStore::connect(&url).unwrap();
    for shown in [
        store.read(&key("ada")).await.unwrap_err().to_string(),
        store.migrate().await.unwrap_err().to_string(),
        store.describe(),
        format!("{store:?}"),
    ] {
        assert!(
            shown.contains(&format!("127.0.0.1:{port}/tokens")),
            "{shown}"
        );
        assert!(!shown.contains("hunter2"), "{shown}");
    }
    sql::every_call_fails(&store, StoreErrorKind::Unavailable).await;
}

#[tokio::test]
async fn a_database_that_is_not_there_is_a_mistake_of_the_url() {
    with_schema(|_| async move {
        let mut base = url();
        base.truncate(base.rfind('/').unwrap());
        let store = PostgresStore::connect(&format!("{base}/no_such_database")).unwrap();
        sql::every_call_fails(&store, StoreErrorKind::Config).await;
    })
    .await;
}
