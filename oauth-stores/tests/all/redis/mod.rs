//! The store in Redis, against a server on loopback.

mod contract;
mod fixture;
mod link;
mod proxy;

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use fixture::{Fixture, key};
use oauth_runtime::store::{Filter, Leased, Owner, Revision, Store, StoreErrorKind, Swap};

const MINUTE: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_record_reads_back_and_no_revision_comes_twice() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let (store, ada) = (server.store(), key("ada"));
    let mut seen = BTreeSet::new();
    for round in 0..20_u8 {
        let value = [0, 255, round];
        let Swap::Done(written) = store
            .compare_and_swap(&ada, None, &value, None)
            .await
            .unwrap()
        else {
            panic!("round {round}");
        };
        assert!(seen.insert(written), "{written:?} came before");
        let entry = store.read(&ada).await.unwrap().unwrap();
        assert_eq!((entry.revision, &entry.value[..]), (written, &value[..]));
        let stale = Revision(written.0 - 1);
        for expected in [None, Some(stale)] {
            let swap = store.compare_and_swap(&ada, expected, b"no", None).await;
            assert_eq!(swap.unwrap(), Swap::Conflict);
        }
        assert_eq!(store.delete(&ada, stale).await.unwrap(), Swap::Conflict);
        assert_eq!(
            store.delete(&ada, written).await.unwrap(),
            Swap::Done(written)
        );
        assert!(store.read(&ada).await.unwrap().is_none());
        assert_eq!(store.delete(&ada, written).await.unwrap(), Swap::Conflict);
    }
}

#[tokio::test]
async fn revisions_and_fences_grow_also_when_the_server_lost_its_last_writes() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let (store, ada) = (server.store(), key("ada"));
    let mut last = (Revision(0), 0);
    for _ in 0..5 {
        let Leased::Granted(lease) = store
            .lease(&ada, &Owner::new("a", "a"), MINUTE)
            .await
            .unwrap()
        else {
            panic!("the lease is lost with the rest");
        };
        let Swap::Done(revision) = store
            .compare_and_swap(&ada, None, b"v", None)
            .await
            .unwrap()
        else {
            panic!("so is the record");
        };
        assert!(revision > last.0 && lease.fence > last.1);
        last = (revision, lease.fence);
        server.forget_all_but_the_schema();
    }
}

#[tokio::test]
async fn many_writers_lose_no_update() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let (store, ada) = (Arc::new(server.store()), key("ada"));
    store
        .compare_and_swap(&ada, None, b"0", None)
        .await
        .unwrap();
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (store, ada) = (store.clone(), ada.clone());
        writers.spawn(async move {
            for _ in 0..25 {
                loop {
                    let entry = store.read(&ada).await.unwrap().unwrap();
                    let count: u32 = String::from_utf8(entry.value.to_vec())
                        .unwrap()
                        .parse()
                        .unwrap();
                    let next = (count + 1).to_string();
                    let swap =
                        store.compare_and_swap(&ada, Some(entry.revision), next.as_bytes(), None);
                    match swap.await.unwrap() {
                        Swap::Done(_) => break,
                        other => assert_eq!(other, Swap::Conflict),
                    }
                }
            }
        });
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert_eq!(&store.read(&ada).await.unwrap().unwrap().value[..], b"200");
}

#[tokio::test]
async fn a_lease_excludes_others_until_it_is_given_back_and_fences_off_its_old_holder() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let (store, ada) = (server.store(), key("ada"));
    let (one, two) = (
        Owner::new("1", "worker-1, pid 4711"),
        Owner::new("2", "worker-2"),
    );
    let Leased::Granted(first) = store.lease(&ada, &one, MINUTE).await.unwrap() else {
        panic!("nobody has it");
    };
    assert_eq!(
        store.lease(&ada, &one, MINUTE).await.unwrap(),
        Leased::Granted(first.clone())
    );
    let Leased::Held { by, remaining } = store.lease(&ada, &two, MINUTE).await.unwrap() else {
        panic!("worker-1 has it");
    };
    assert_eq!(by.as_deref(), Some("worker-1, pid 4711"));
    assert!(
        remaining.is_some_and(|left| left <= MINUTE && left > MINUTE / 2),
        "{remaining:?}"
    );

    store.release(&ada, &first).await.unwrap();
    let Leased::Granted(second) = store.lease(&ada, &two, MINUTE).await.unwrap() else {
        panic!("it was given back");
    };
    assert!(second.fence > first.fence);
    store.release(&ada, &first).await.unwrap();
    assert!(matches!(
        store.lease(&ada, &one, MINUTE).await.unwrap(),
        Leased::Held { .. }
    ));

    let late = store
        .compare_and_swap(&ada, None, b"late", Some(first.fence))
        .await;
    assert_eq!(late.unwrap(), Swap::Fenced);
    let ours = store
        .compare_and_swap(&ada, None, b"ours", Some(second.fence))
        .await;
    assert!(matches!(ours.unwrap(), Swap::Done(_)));
}

#[tokio::test]
async fn a_lease_ends_by_the_clock_of_the_server() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let (store, ada) = (server.store(), key("ada"));
    let Leased::Granted(first) = store
        .lease(&ada, &Owner::new("1", "1"), Duration::from_millis(30))
        .await
        .unwrap()
    else {
        panic!("nobody has it");
    };
    let second = loop {
        match store
            .lease(&ada, &Owner::new("2", "2"), MINUTE)
            .await
            .unwrap()
        {
            Leased::Granted(lease) => break lease,
            Leased::Held { remaining, .. } => {
                assert!(remaining.unwrap() <= Duration::from_millis(30));
            }
        }
    };
    assert!(second.fence > first.fence);
}

#[tokio::test]
async fn lists_come_in_the_order_of_keys_page_by_page() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let store = server.store();
    let mut keys = Vec::new();
    for provider in ["a", "a\0", "a\u{1}", "b"] {
        for registration in ["x", "y/y"] {
            for account in 0..40 {
                let tenant = ["", "site=z"][account % 2];
                keys.push(oauth_runtime::store::ConnectionKey::new(
                    provider,
                    registration,
                    tenant,
                    account.to_string(),
                ));
            }
        }
    }
    for key in &keys {
        store.compare_and_swap(key, None, b"v", None).await.unwrap();
    }
    keys.sort();
    for (provider, registration, tenant) in [
        (None, None, None),
        (Some("a"), None, None),
        (Some("a\0"), Some("x"), Some("site=z")),
        (None, Some("y/y"), None),
        (Some("b"), None, Some("")),
        (Some("nobody"), None, None),
    ] {
        let owned = |part: Option<&str>| part.map(str::to_owned);
        let filter = Filter {
            provider: owned(provider),
            registration: owned(registration),
            tenant: owned(tenant),
        };
        let passing: Vec<_> = keys
            .iter()
            .filter(|key| filter.matches(key))
            .cloned()
            .collect();
        for limit in [1, 7, 1000] {
            let mut listed = Vec::new();
            loop {
                let page = store.list(&filter, listed.last(), limit).await.unwrap();
                assert!(page.len() <= limit);
                let last = page.len() < limit;
                listed.extend(page);
                if last {
                    break;
                }
            }
            assert_eq!(listed, passing, "{filter:?} by {limit}");
        }
    }
}

#[tokio::test]
async fn nothing_works_before_migration_and_a_newer_schema_is_left_alone() {
    let Some(server) = Fixture::empty() else {
        return;
    };
    let (store, ada) = (server.store(), key("ada"));
    let missing = store
        .compare_and_swap(&ada, None, b"v", None)
        .await
        .unwrap_err();
    assert_eq!(missing.kind(), StoreErrorKind::NotMigrated);
    assert!(missing.to_string().contains("Store::migrate"), "{missing}");
    assert_eq!(server.names(), BTreeSet::new());

    store.migrate().await.unwrap();
    store.migrate().await.unwrap();
    store
        .compare_and_swap(&ada, None, b"v", None)
        .await
        .unwrap();

    server.set("schema", "2");
    let before = server.names();
    for error in [
        store.migrate().await.unwrap_err(),
        store.read(&ada).await.unwrap_err(),
        store
            .lease(&ada, &Owner::new("1", "1"), MINUTE)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), StoreErrorKind::Newer);
    }
    assert_eq!(server.names(), before);
    server.set("schema", "no number");
    let odd = store.migrate().await.unwrap_err();
    assert_eq!(odd.kind(), StoreErrorKind::Corrupt);
}

#[tokio::test]
async fn what_is_not_ours_is_corrupt_and_is_put_aside_unharmed() {
    let Some(server) = Fixture::migrated().await else {
        return;
    };
    let (store, ada) = (server.store(), key("ada"));
    server.set(&format!("record:{ada}"), "foreign");
    let canary = b"canary-refresh-token";
    for error in [
        store.read(&ada).await.unwrap_err(),
        store
            .compare_and_swap(&ada, None, canary, None)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), StoreErrorKind::Corrupt);
        assert!(!error.to_string().contains("canary"), "{error}");
    }
    let place = store.set_aside(&ada).await.unwrap().unwrap();
    let aside = server
        .names()
        .into_iter()
        .find(|name| place.contains(name.as_str()));
    assert_eq!(server.get(&aside.unwrap()), "foreign");
    assert!(store.read(&ada).await.unwrap().is_none());
    assert_eq!(store.set_aside(&ada).await.unwrap(), None);
    let swap = store
        .compare_and_swap(&ada, None, canary, None)
        .await
        .unwrap();
    assert!(matches!(swap, Swap::Done(_)));
}
