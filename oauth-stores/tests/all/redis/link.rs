//! Connections that break, hang, or were never there.

use std::time::Duration;

use oauth_runtime::store::{Filter, Leased, Owner, Store, StoreErrorKind, Swap};
use oauth_stores::{Durability, RedisStore};
use tokio::net::TcpListener;

use super::fixture::{self, Fixture, key};
use super::proxy::Proxy;

#[tokio::test]
async fn a_write_whose_answer_was_lost_is_recognised_when_it_is_repeated() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let proxy = Proxy::before(&fixture::url()).await;
    let (store, ada) = (server.store_at(&proxy.url), key("ada"));
    let mut known = None;
    for round in 0..5 {
        let value = format!("value {round}");
        store.read(&ada).await.unwrap();
        proxy.lose_the_next_answer();
        let swap = store
            .compare_and_swap(&ada, known, value.as_bytes(), None)
            .await;
        let Swap::Done(revision) = swap.unwrap() else {
            panic!("round {round}: our own write looked like another's");
        };
        assert!(proxy.lost_it());
        let entry = server.store().read(&ada).await.unwrap().unwrap();
        assert_eq!(
            (entry.revision, &entry.value[..]),
            (revision, value.as_bytes())
        );
        known = Some(revision);
    }
    proxy.lose_the_next_answer();
    let leased = store
        .lease(&ada, &Owner::new("1", "1"), Duration::from_secs(60))
        .await;
    assert!(matches!(leased.unwrap(), Leased::Granted(_)));
    assert!(proxy.lost_it());
}

#[tokio::test]
async fn a_deletion_whose_answer_was_lost_is_reported_and_not_guessed() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let proxy = Proxy::before(&fixture::url()).await;
    let (store, ada) = (server.store_at(&proxy.url), key("ada"));
    let Swap::Done(revision) = store
        .compare_and_swap(&ada, None, b"v", None)
        .await
        .unwrap()
    else {
        panic!("nobody else writes");
    };
    store.delete(&key("nobody"), revision).await.unwrap();
    proxy.lose_the_next_answer();
    let lost = store.delete(&ada, revision).await.unwrap_err();
    assert_eq!(lost.kind(), StoreErrorKind::Unavailable);
    assert!(store.read(&ada).await.unwrap().is_none());
}

#[tokio::test]
async fn a_call_dropped_at_any_point_does_all_of_its_work_or_none() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let store = server.store();
    for polls in 0..12 {
        let account = key(&polls.to_string());
        {
            let mut write = store.compare_and_swap(&account, None, b"v", None);
            for _ in 0..polls {
                let polled =
                    std::future::poll_fn(|cx| std::task::Poll::Ready(write.as_mut().poll(cx)));
                if polled.await.is_ready() {
                    break;
                }
                tokio::task::yield_now().await;
            }
        }
        // The same connection answers in order, so this comes after the write.
        let written = store.read(&account).await.unwrap().is_some();
        let listed = store.list(&Filter::default(), None, 100).await.unwrap();
        assert_eq!(listed.contains(&account), written, "after {polls} polls");
    }
}

#[tokio::test]
async fn no_server_and_a_silent_one_are_unavailable_and_the_password_stays_hidden() {
    let closed = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = closed.local_addr().unwrap().port();
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let silent_port = silent.local_addr().unwrap().port();
    drop(closed);
    for (port, limit, hint) in [
        (port, 10_000, "start it"),
        (silent_port, 200, "did not answer within"),
    ] {
        let store = RedisStore::new(&format!("redis://ada:canary-password@127.0.0.1:{port}/3"))
            .unwrap()
            .with_timeout(Duration::from_millis(limit));
        let error = store.read(&key("ada")).await.unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Unavailable);
        let text = format!("{error} {error:?} {store:?} {}", store.describe());
        assert!(
            text.contains(&format!("127.0.0.1:{port}/3")) && text.contains(hint),
            "{text}"
        );
        assert!(!text.contains("canary"), "{text}");
    }
}

#[tokio::test]
async fn a_wrong_password_is_a_matter_of_configuration() {
    let Some(_server) = Fixture::empty() else {
        return;
    };
    let client = redis::Client::open(fixture::url()).unwrap();
    let place = client.get_connection_info().addr().to_string();
    let store = RedisStore::new(&format!("redis://nobody:canary-password@{place}/")).unwrap();
    let error = store.migrate().await.unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::Config, "{error}");
    assert!(error.to_string().contains(&place), "{error}");
    assert!(!error.to_string().contains("canary"), "{error}");
}

#[test]
fn urls_that_cannot_work_are_refused_without_quoting_them() {
    for url in [
        "",
        "redis://",
        "http://:canary@x/",
        "rediss://:canary@127.0.0.1/",
        "redis://:canary@127.0.0.1:port/",
    ] {
        let error = RedisStore::new(url).unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Config, "{url}");
        assert!(!error.to_string().contains("canary"), "{error}");
    }
    for prefix in ["", "a{b", "}"] {
        let store = RedisStore::new("redis://127.0.0.1/").unwrap();
        let error = store.with_prefix(prefix).unwrap_err();
        assert_eq!(error.kind(), StoreErrorKind::Config, "{prefix}");
    }
}

#[tokio::test]
async fn the_server_tells_what_a_crash_loses() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let durability = server.store().durability().await.unwrap();
    let mut connection = redis::Client::open(fixture::url())
        .unwrap()
        .get_connection()
        .unwrap();
    let log: Vec<String> = redis::cmd("CONFIG")
        .arg("GET")
        .arg("appendonly")
        .query(&mut connection)
        .unwrap_or_default();
    let logged = matches!(
        durability,
        Durability::EveryWrite | Durability::EverySecond | Durability::OperatingSystem
    );
    assert_eq!(
        logged,
        log.get(1).is_some_and(|log| log == "yes"),
        "{durability}"
    );
}
