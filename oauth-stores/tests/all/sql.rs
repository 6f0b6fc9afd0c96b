//! What SQLite and PostgreSQL have to do alike.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

use std::time::Duration;

use oauth_runtime::store::{
    ConnectionKey, Filter, Leased, MemoryStore, Owner, Revision, Store, StoreErrorKind, Swap,
};

pub(crate) const TTL: Duration = Duration::from_secs(60);

pub(crate) fn key(account: &str) -> ConnectionKey {
    ConnectionKey::new("acme", "client", "site=x", account)
}

pub(crate) fn owner(id: &str) -> Owner {
    Owner::new(id, format!("worker {id}"))
}

pub(crate) async fn write(
    store: &dyn Store,
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

async fn fence(store: &dyn Store, key: &ConnectionKey, id: &str, ttl: Duration) -> u64 {
    match store.lease(key, &owner(id), ttl).await.unwrap() {
        Leased::Granted(lease) => lease.fence,
        other => panic!("{other:?}"),
    }
}

/// Records change only from the revision that they have, and no revision returns.
pub(crate) async fn records(store: &dyn Store) {
    let ada = key("ada");
    assert!(store.read(&ada).await.unwrap().is_none());
    let every_byte: Vec<u8> = (0..=255).collect();
    let first = write(store, &ada, None, &every_byte).await;
    let entry = store.read(&ada).await.unwrap().unwrap();
    assert_eq!(
        (entry.revision, entry.value.as_slice()),
        (first, &every_byte[..])
    );
    let again = store
        .compare_and_swap(&ada, None, b"b", None)
        .await
        .unwrap();
    assert_eq!(again, Swap::Conflict);
    let second = write(store, &ada, Some(first), b"").await;
    for stale in [first, Revision(0), Revision(u64::MAX)] {
        let swap = store
            .compare_and_swap(&ada, Some(stale), b"c", None)
            .await
            .unwrap();
        assert_eq!(swap, Swap::Conflict, "{stale:?}");
        assert_eq!(store.delete(&ada, stale).await.unwrap(), Swap::Conflict);
    }
    assert_eq!(
        store.read(&ada).await.unwrap().unwrap().value.as_slice(),
        b""
    );
    assert_eq!(
        store.delete(&ada, second).await.unwrap(),
        Swap::Done(second)
    );
    assert!(store.read(&ada).await.unwrap().is_none());
    let nobody = store
        .compare_and_swap(&ada, Some(second), b"d", None)
        .await
        .unwrap();
    assert_eq!(nobody, Swap::Conflict);
    let third = write(store, &ada, None, b"e").await;
    assert!(first < second && second < third);
}

/// A lease excludes others until it ends, and its fence outlives everything.
pub(crate) async fn leases(store: &dyn Store) {
    let bob = key("bob");
    assert_eq!(fence(store, &bob, "1", TTL).await, 1);
    assert_eq!(fence(store, &bob, "1", TTL).await, 1, "the same owner");
    match store.lease(&bob, &owner("2"), TTL).await.unwrap() {
        Leased::Held { by, remaining } => {
            assert_eq!(by.as_deref(), Some("worker 1"));
            let remaining = remaining.unwrap();
            assert!(remaining <= TTL && remaining > TTL / 2, "{remaining:?}");
        }
        granted => panic!("{granted:?}"),
    }
    assert_eq!(
        fence(store, &key("eve"), "2", TTL).await,
        1,
        "another connection"
    );

    let revision = write(store, &bob, None, b"a").await;
    let lease = |id: &str, fence| oauth_runtime::store::Lease {
        owner: owner(id),
        fence,
    };
    store.release(&bob, &lease("2", 1)).await.unwrap();
    store.release(&bob, &lease("1", 7)).await.unwrap();
    let held = store.lease(&bob, &owner("2"), TTL).await.unwrap();
    assert!(matches!(held, Leased::Held { .. }), "{held:?}");
    store.release(&bob, &lease("1", 1)).await.unwrap();
    assert_eq!(
        fence(store, &bob, "2", Duration::ZERO).await,
        2,
        "after a release"
    );
    assert_eq!(fence(store, &bob, "3", TTL).await, 3, "after its time");

    let stale = store
        .compare_and_swap(&bob, Some(revision), b"b", Some(2))
        .await
        .unwrap();
    assert_eq!(stale, Swap::Fenced);
    let stale = store
        .compare_and_swap(&bob, None, b"b", Some(2))
        .await
        .unwrap();
    assert_eq!(stale, Swap::Fenced);
    let swap = store
        .compare_and_swap(&bob, Some(revision), b"b", Some(3))
        .await
        .unwrap();
    let Swap::Done(revision) = swap else {
        panic!("{swap:?}")
    };
    store.delete(&bob, revision).await.unwrap();
    store.release(&bob, &lease("3", 3)).await.unwrap();
    let stale = store
        .compare_and_swap(&bob, None, b"c", Some(2))
        .await
        .unwrap();
    assert_eq!(stale, Swap::Fenced, "after a release and a deletion");
    assert_eq!(fence(store, &bob, "4", Duration::MAX).await, 4);
}

/// A lease that was not given back ends by the store's clock, without ours.
pub(crate) async fn a_lease_ends(store: &dyn Store) {
    let key = key("ends");
    fence(store, &key, "1", Duration::from_millis(30)).await;
    let mut refused = 0_u32;
    while let Leased::Held { .. } = store.lease(&key, &owner("2"), TTL).await.unwrap() {
        refused += 1;
        assert!(refused < 100_000, "it never ends");
    }
    assert!(refused > 0, "it was never held");
}

/// The list sorts keys as Rust does and pages through every filter, by the model
/// of the memory store.
pub(crate) async fn order(store: &dyn Store) {
    let model = MemoryStore::new();
    let odd = [
        "",
        "a",
        "A",
        "a'b",
        "%",
        "é",
        "\u{ffff}",
        "\u{1f600}",
        "a b",
        "\n",
        "a\0",
        "\0",
        "\u{1}",
    ];
    let few = ["", "Z", "z", "é"];
    let mut keys = Vec::new();
    for (index, account) in odd.iter().enumerate() {
        for provider in few {
            let (registration, tenant) = (few[index % 4], few[(index / 2) % 3]);
            keys.push(ConnectionKey::new(provider, registration, tenant, *account));
            keys.push(ConnectionKey::new(*account, provider, tenant, registration));
            keys.push(ConnectionKey::new(tenant, *account, provider, registration));
        }
    }
    for key in &keys {
        let mine = store.compare_and_swap(key, None, b"x", None).await.unwrap();
        let models = model.compare_and_swap(key, None, b"x", None).await.unwrap();
        assert_eq!(mine == Swap::Conflict, models == Swap::Conflict, "{key}");
    }
    let some = |text: &str| Some(text.to_owned());
    for bits in 0..8 {
        for value in few {
            let pick = |bit: u8| (bits & bit != 0).then(|| value.to_owned());
            let filter = Filter {
                provider: pick(1),
                registration: pick(2),
                tenant: pick(4),
            };
            compare(store, &model, &filter, &keys).await;
        }
    }
    let mixed = Filter {
        provider: some("z"),
        registration: some(""),
        tenant: some("Z"),
    };
    compare(store, &model, &mixed, &keys).await;
}

async fn compare(store: &dyn Store, model: &MemoryStore, filter: &Filter, keys: &[ConnectionKey]) {
    let all = model.list(filter, None, usize::MAX).await.unwrap();
    assert_eq!(
        store.list(filter, None, usize::MAX).await.unwrap(),
        all,
        "{filter:?}"
    );
    assert_eq!(store.list(filter, None, 0).await.unwrap(), []);
    let mut paged: Vec<ConnectionKey> = Vec::new();
    loop {
        let page = store.list(filter, paged.last(), 7).await.unwrap();
        let more = page.len() == 7;
        paged.extend(page);
        if !more {
            break;
        }
    }
    assert_eq!(paged, all, "{filter:?}");
    // Also after keys that the filter does not let through.
    for after in keys.iter().step_by(5) {
        let expected = model.list(filter, Some(after), 3).await.unwrap();
        let found = store.list(filter, Some(after), 3).await.unwrap();
        assert_eq!(found, expected, "{filter:?} after {after}");
    }
}

/// Every call but `migrate` fails with this kind.
pub(crate) async fn every_call_fails(store: &dyn Store, kind: StoreErrorKind) {
    let (ada, ada_owner) = (key("ada"), owner("1"));
    let lease = oauth_runtime::store::Lease {
        owner: ada_owner.clone(),
        fence: 1,
    };
    let errors = [
        store.read(&ada).await.err(),
        store.compare_and_swap(&ada, None, b"a", None).await.err(),
        store
            .compare_and_swap(&ada, Some(Revision(1)), b"a", Some(1))
            .await
            .err(),
        store.delete(&ada, Revision(1)).await.err(),
        store.lease(&ada, &ada_owner, TTL).await.err(),
        store.release(&ada, &lease).await.err(),
        store.list(&Filter::default(), None, 10).await.err(),
    ];
    for (call, error) in errors.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("call {call} went through"));
        assert_eq!(error.kind(), kind, "call {call}: {error}");
        if kind == StoreErrorKind::NotMigrated {
            assert!(error.to_string().contains("migrate()"), "{error}");
        }
    }
}

/// Tasks that raise one number by compare-and-swap lose none of their steps.
pub(crate) async fn race(stores: Vec<std::sync::Arc<dyn Store>>, steps: u64) {
    let counter = key("counter");
    let tasks: Vec<_> = stores
        .into_iter()
        .map(|store| {
            let key = counter.clone();
            tokio::spawn(async move {
                let mut done = 0;
                while done < steps {
                    let found = store.read(&key).await.unwrap();
                    let number = found.as_ref().map_or(0, |entry| {
                        u64::from_be_bytes(entry.value.as_slice().try_into().unwrap())
                    });
                    let next = (number + 1).to_be_bytes();
                    let known = found.map(|entry| entry.revision);
                    let swap = store
                        .compare_and_swap(&key, known, &next, None)
                        .await
                        .unwrap();
                    done += u64::from(matches!(swap, Swap::Done(_)));
                }
                store
            })
        })
        .collect();
    let mut total = 0;
    let mut last = None;
    for task in tasks {
        last = Some(task.await.unwrap());
        total += steps;
    }
    let entry = last.unwrap().read(&counter).await.unwrap().unwrap();
    assert_eq!(entry.value.as_slice(), total.to_be_bytes());
}
