//! The store in a keyring, over keyrings that are made for the test.

#![expect(
    clippy::panic,
    clippy::unwrap_used,
    reason = "what a test is built of fails as the test does"
)]

mod contract;
mod damage;
mod fake;
mod locks;

use std::sync::Arc;
use std::time::Duration;

use fake::{Fake, Place};
use keyring_core::mock;
use oauth_runtime::store::{
    ConnectionKey, Entry, Filter, Leased, Owner, Revision, Store, StoreErrorKind, Swap,
};
use oauth_stores::KeyringStore;

const MINUTE: Duration = Duration::from_secs(60);

fn key(account: &str) -> ConnectionKey {
    ConnectionKey::new("acme", "my/client", "", account)
}

/// Bytes that base64 does not shorten.
fn value(length: usize, seed: u8) -> Vec<u8> {
    (0..length).map(|index| (index * 31) as u8 ^ seed).collect()
}

async fn write(
    store: &KeyringStore,
    key: &ConnectionKey,
    known: Option<Revision>,
    value: &[u8],
) -> Revision {
    match store
        .compare_and_swap(key, known, value, None)
        .await
        .unwrap()
    {
        Swap::Done(revision) => revision,
        other => panic!("{other:?}"),
    }
}

async fn read(store: &KeyringStore, key: &ConnectionKey) -> Entry {
    store.read(key).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_record_of_any_length_reads_back_and_a_deletion_leaves_nothing() {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    let mut known = None;
    let mut last = Revision(0);
    for length in [0, 1, 899, 900, 901, 2700, 100_000, 5, 40_000, 0] {
        let value = value(length, 7);
        let revision = write(&store, &ada, known, &value).await;
        assert!(revision > last);
        (known, last) = (Some(revision), revision);
        let entry = read(&store, &ada).await;
        assert_eq!((entry.revision, &entry.value[..]), (revision, &value[..]));
        let chunks = fake
            .names()
            .iter()
            .filter(|name| name.starts_with("acme/") && name.contains('#'))
            .count();
        assert_eq!(
            chunks,
            (length * 4).div_ceil(3).div_ceil(1200),
            "{length} bytes"
        );
    }
    assert_eq!(
        store.delete(&ada, Revision(last.0 - 1)).await.unwrap(),
        Swap::Conflict
    );
    assert_eq!(store.delete(&ada, last).await.unwrap(), Swap::Done(last));
    assert_eq!(fake.names(), Vec::<String>::new());
    assert!(store.read(&ada).await.unwrap().is_none());
    assert!(write(&store, &ada, None, b"again").await > last);
}

#[tokio::test]
async fn stale_and_fenced_writers_are_refused_over_the_mock_of_the_keyring_crate() {
    let place = Place::new();
    let store =
        KeyringStore::with_store(mock::Store::new().unwrap(), "acme").with_lock_directory(&place.0);
    let ada = key("ada");
    let first = write(&store, &ada, None, b"1").await;
    for expected in [None, Some(Revision(first.0 + 1))] {
        let swap = store.compare_and_swap(&ada, expected, b"no", None).await;
        assert_eq!(swap.unwrap(), Swap::Conflict);
    }
    let Leased::Granted(old) = store
        .lease(&ada, &Owner::new("1", "one"), MINUTE)
        .await
        .unwrap()
    else {
        panic!("nobody has it");
    };
    let again = store
        .lease(&ada, &Owner::new("1", "one"), MINUTE)
        .await
        .unwrap();
    assert_eq!(again, Leased::Granted(old.clone()));
    let Leased::Held { by, remaining } = store
        .lease(&ada, &Owner::new("2", "two"), MINUTE)
        .await
        .unwrap()
    else {
        panic!("one has it");
    };
    assert_eq!(by.as_deref(), Some("one"));
    assert!(remaining.is_some_and(|left| left <= MINUTE && left > MINUTE / 2));
    store.release(&ada, &old).await.unwrap();
    let Leased::Granted(new) = store
        .lease(&ada, &Owner::new("2", "two"), MINUTE)
        .await
        .unwrap()
    else {
        panic!("it was given back");
    };
    assert!(new.fence > old.fence);
    store.release(&ada, &old).await.unwrap();
    let held = store
        .lease(&ada, &Owner::new("3", "three"), MINUTE)
        .await
        .unwrap();
    assert!(matches!(held, Leased::Held { .. }));
    let late = store
        .compare_and_swap(&ada, Some(first), b"late", Some(old.fence))
        .await;
    assert_eq!(late.unwrap(), Swap::Fenced);
    let ours = store
        .compare_and_swap(&ada, Some(first), b"ours", Some(new.fence))
        .await;
    assert!(matches!(ours.unwrap(), Swap::Done(_)));
}

#[tokio::test]
async fn a_lease_ends_with_its_time() {
    let (fake, place) = (Fake::default(), Place::new());
    let (store, ada) = (place.store(&fake), key("ada"));
    store
        .lease(&ada, &Owner::new("1", "1"), Duration::from_millis(20))
        .await
        .unwrap();
    loop {
        match store
            .lease(&ada, &Owner::new("2", "2"), MINUTE)
            .await
            .unwrap()
        {
            Leased::Granted(_) => break,
            Leased::Held { remaining, .. } => {
                assert!(remaining.unwrap() <= Duration::from_millis(20))
            }
        }
    }
}

#[tokio::test]
async fn lists_come_in_the_order_of_keys_page_by_page() {
    let (fake, place) = (Fake::default(), Place::new());
    let store = place.store(&fake);
    let mut keys: Vec<_> = (0..60_u32)
        .map(|index| {
            let provider = ["acme", "acme\u{1}", "Żółw"][index as usize % 3];
            ConnectionKey::new(provider, "id", "", format!("{:02}#", 59 - index))
        })
        .collect();
    for key in &keys {
        write(&store, key, None, b"v").await;
    }
    keys.sort();
    let acme = Filter {
        provider: Some("acme".to_owned()),
        ..Filter::default()
    };
    for filter in [Filter::default(), acme] {
        let passing: Vec<_> = keys
            .iter()
            .filter(|key| filter.matches(key))
            .cloned()
            .collect();
        let mut listed = Vec::new();
        loop {
            let page = store.list(&filter, listed.last(), 7).await.unwrap();
            let last = page.len() < 7;
            listed.extend(page);
            if last {
                break;
            }
        }
        assert_eq!(listed, passing);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_programs_lose_no_update_and_readers_see_no_half_of_one() {
    let (fake, place) = (Fake::default(), Place::new());
    let ada = key("ada");
    write(&place.store(&fake), &ada, None, &value(3000, 0)).await;
    let mut tasks = tokio::task::JoinSet::new();
    for account in ["bob", "eve"] {
        let (store, ada, own) = (Arc::new(place.store(&fake)), ada.clone(), key(account));
        tasks.spawn(async move {
            for round in 0..30 {
                loop {
                    let entry = read(&store, &ada).await;
                    let count = entry.value[0];
                    assert_eq!(&entry.value[..], value(3000, count));
                    let next = value(3000, count + 1);
                    let swap = store
                        .compare_and_swap(&ada, Some(entry.revision), &next, None)
                        .await;
                    if matches!(swap.unwrap(), Swap::Done(_)) {
                        break;
                    }
                }
                write(&store, &key(&format!("{own} {round}")), None, b"v").await;
            }
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    let store = place.store(&fake);
    assert_eq!(&read(&store, &ada).await.value[..], value(3000, 60));
    let listed = store.list(&Filter::default(), None, 100).await.unwrap();
    assert_eq!(listed.len(), 61);
}

#[tokio::test]
async fn what_is_too_long_for_a_keyring_is_refused_and_nothing_is_written() {
    let (fake, place) = (Fake::default(), Place::new());
    let store = place.store(&fake);
    let known = write(&store, &key("ada"), None, b"old").await;
    let huge = value(1_000_000, 1);
    let error = store
        .compare_and_swap(&key("ada"), Some(known), &huge, None)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), StoreErrorKind::NotWritable);
    assert_eq!(&read(&store, &key("ada")).await.value[..], b"old");
    assert_eq!(
        store.list(&Filter::default(), None, 9).await.unwrap(),
        [key("ada")]
    );
}

#[tokio::test]
async fn connections_with_long_names_have_short_entries_of_their_own() {
    let (fake, place) = (Fake::default(), Place::new());
    let store = place.store(&fake);
    let long = |end: &str| key(&("a".repeat(5000) + end));
    let one = write(&store, &long("1"), None, b"1").await;
    write(&store, &long("2"), None, b"2").await;
    assert_eq!(&read(&store, &long("1")).await.value[..], b"1");
    assert_eq!(&read(&store, &long("2")).await.value[..], b"2");
    assert!(fake.names().iter().all(|name| name.len() <= 513));
    store.delete(&long("1"), one).await.unwrap();
    let listed = store.list(&Filter::default(), None, 9).await.unwrap();
    assert_eq!(listed, [long("2")]);
}
