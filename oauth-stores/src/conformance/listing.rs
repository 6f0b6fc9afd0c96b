//! Listing: order, pages, filters.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oauth_runtime::store::{ConnectionKey, Filter};

use super::Subject;
use super::handle::{Handle, LONG, owner};
use super::keys::ODD;

/// What lets the keys of this run through, when their provider is the run.
fn of_run(subject: &Subject) -> Filter {
    Filter {
        provider: Some(subject.run().to_owned()),
        ..Filter::default()
    }
}

async fn create_all(store: &Handle, keys: &[ConnectionKey]) {
    for key in keys {
        store.create(key, b"record").await;
    }
}

/// Nothing was written, so nothing is listed.
pub async fn an_empty_list_is_empty(subject: Subject) {
    let listed = subject.first().list(&of_run(&subject), None, 10).await;
    assert_eq!(listed, []);
}

/// Keys come in the order of [`ConnectionKey`]: part by part, each by its bytes.
pub async fn a_list_is_in_the_order_of_keys(subject: Subject) {
    let (store, run) = (subject.first(), subject.run());
    let mut keys: Vec<_> = ODD
        .iter()
        .flat_map(|odd| {
            [
                subject.key_of([run, "client", "site=a", odd]),
                subject.key_of([run, "client", odd, "ada"]),
                subject.key_of([run, odd, "site=a", "ada"]),
            ]
        })
        .collect();
    keys.sort();
    keys.dedup();
    let scattered: Vec<_> = (0..7)
        .flat_map(|from| keys.iter().skip(from).step_by(7).cloned())
        .collect();
    create_all(store, &scattered).await;
    assert_eq!(store.list(&of_run(&subject), None, 1000).await, keys);
    assert_eq!(store.pages(&of_run(&subject), 10).await, keys);
}

/// The same across providers, in a list without a filter; keys of other runs
/// may stand between.
pub async fn providers_are_listed_in_order(subject: Subject) {
    let (store, run) = (subject.first(), subject.run());
    let mut keys: Vec<_> = [
        "",
        "-",
        "/",
        "\u{1}",
        "0",
        "A",
        "a",
        "a/",
        "ż",
        "\u{ffff}",
        "\u{10000}",
    ]
    .into_iter()
    .rev()
    .map(|odd| subject.key_of([&format!("{run}{odd}"), run, "", "ada"]))
    .collect();
    create_all(store, &keys).await;
    keys.sort();
    let mut listed = store.pages(&Filter::default(), 50).await;
    assert!(
        listed.is_sorted(),
        "a list without a filter is not in order"
    );
    listed.retain(|key| key.registration() == run);
    assert_eq!(listed, keys);
}

/// Pages of any size visit each key once, and each but the last is full.
pub async fn pages_visit_each_key_once(subject: Subject) {
    let store = subject.first();
    let mut keys: Vec<_> = (0..14)
        .map(|index| subject.key(&format!("user-{index}")))
        .collect();
    create_all(store, &keys).await;
    keys.sort();
    for limit in [1, 2, 7, 13, 14, 15] {
        let listed = store.pages(&of_run(&subject), limit).await;
        assert_eq!(listed, keys, "in pages of {limit}");
    }
}

/// The key that ended the page before may be gone by now.
pub async fn a_page_goes_on_after_a_key_that_is_gone(subject: Subject) {
    let store = subject.first();
    let keys = ["a", "b", "c", "d", "e"].map(|account| subject.key(account));
    create_all(store, &keys).await;
    let [a, b, c, d, e] = keys;
    assert_eq!(store.list(&of_run(&subject), None, 2).await, [a, b.clone()]);
    let entry = store.read(&b).await.expect("the record to delete");
    store.remove(&b, entry.revision).await;
    assert_eq!(store.list(&of_run(&subject), Some(&b), 2).await, [c, d]);
    let between = subject.key("dd");
    assert_eq!(store.list(&of_run(&subject), Some(&between), 2).await, [e]);
}

/// Each part of a filter alone, and all together; a filter compares whole parts.
pub async fn each_filter_lets_its_own_through(subject: Subject) {
    let (store, run) = (subject.first(), subject.run());
    let other = format!("{run}-b");
    let mut keys = Vec::new();
    for provider in [run, &other] {
        for registration in [run, &other] {
            for tenant in ["", "site=a", "site=a&env=b", "site=A"] {
                keys.push(subject.key_of([provider, registration, tenant, "ada"]));
            }
        }
    }
    create_all(store, &keys).await;
    keys.sort();
    let choices = [
        None,
        Some(run),
        Some(other.as_str()),
        Some("site=a"),
        Some(""),
    ];
    for provider in choices {
        for registration in choices {
            for tenant in [None, Some("site=a"), Some(""), Some("site=%"), Some("site")] {
                let filter = Filter {
                    provider: provider.map(str::to_owned),
                    registration: registration.map(str::to_owned),
                    tenant: tenant.map(str::to_owned),
                };
                let wanted: Vec<_> = keys
                    .iter()
                    .filter(|key| filter.matches(key))
                    .cloned()
                    .collect();
                let mut listed = store.pages(&filter, 3).await;
                listed.retain(|key| keys.contains(key));
                assert_eq!(listed, wanted, "{filter:?}");
            }
        }
    }
}

/// A record that was deleted is not listed, and listed again when it is back.
pub async fn a_deleted_record_is_not_listed(subject: Subject) {
    let store = subject.first();
    let keys = ["a", "b", "c"].map(|account| subject.key(account));
    create_all(store, &keys).await;
    let [a, b, c] = &keys;
    let entry = store.read(b).await.expect("the record to delete");
    store.remove(b, entry.revision).await;
    let listed = store.list(&of_run(&subject), None, 10).await;
    assert_eq!(listed, [a.clone(), c.clone()]);
    store.create(b, b"back").await;
    assert_eq!(store.list(&of_run(&subject), None, 10).await, keys);
}

/// A lease makes no record.
pub async fn a_lease_without_a_record_is_not_listed(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    store.granted(&key, &owner("worker-1"), LONG).await;
    assert_eq!(store.list(&of_run(&subject), None, 10).await, []);
    assert_eq!(store.value(&key).await, None);
}

/// Keys that stand all the while are visited once each, whatever comes and goes
/// between them.
pub async fn a_list_during_writes_visits_each_key_once(subject: Subject) {
    let store = subject.first();
    let standing: Vec<_> = (10..20)
        .map(|index| subject.key(&format!("{index}")))
        .collect();
    create_all(store, &standing).await;
    let ended = Arc::new(AtomicBool::new(false));
    let writer = tokio::spawn({
        let (store, ended, standing) = (subject.second().clone(), ended.clone(), standing.clone());
        let passing: Vec<_> = (10..20)
            .map(|index| subject.key(&format!("{index}-passing")))
            .collect();
        async move {
            while !ended.load(Ordering::Acquire) {
                for (passing, standing) in passing.iter().zip(&standing) {
                    let revision = store.create(passing, b"passing").await;
                    let entry = store.read(standing).await.expect("a standing record");
                    store.replace(standing, entry.revision, b"rewritten").await;
                    store.remove(passing, revision).await;
                    tokio::task::yield_now().await;
                }
            }
        }
    });
    for limit in [1, 2, 3, 7].into_iter().cycle().take(24) {
        let mut listed = store.pages(&of_run(&subject), limit).await;
        assert!(listed.is_sorted(), "a list during writes is not in order");
        listed.retain(|key| standing.contains(key));
        assert_eq!(listed, standing, "in pages of {limit}");
    }
    ended.store(true, Ordering::Release);
    writer.await.expect("the writer beside the lists");
}
