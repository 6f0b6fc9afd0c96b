//! Leases: who has one, and until when.

use oauth_runtime::clock::Clock;
use oauth_runtime::store::{Lease, Leased};

use super::Subject;
use super::handle::{LONG, SHORT, System, owner};

/// A lease that nobody has is granted to who asks.
pub async fn a_free_lease_is_granted(subject: Subject) {
    let ada = owner("worker-1");
    let lease = subject
        .first()
        .granted(&subject.key("ada"), &ada, LONG)
        .await;
    assert_eq!(lease.owner.id(), ada.id());
}

/// A lease that somebody has is refused. A store that tells who has it, tells
/// the holder's name; one that tells how long, does not exceed the time asked for.
pub async fn a_held_lease_names_its_holder(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    store
        .granted(&key, &owner("worker-1, pid 4711"), LONG)
        .await;
    match store.lease(&key, &owner("worker-2, pid 4712"), LONG).await {
        Leased::Granted(_) => panic!("a lease was granted that somebody else has"),
        Leased::Held { by, remaining } => {
            assert!(
                by.is_none_or(|by| by == "worker-1, pid 4711"),
                "another holder is named"
            );
            assert!(
                remaining.is_none_or(|remaining| remaining <= LONG),
                "{remaining:?} remain of {LONG:?}"
            );
        }
    }
}

/// Owners are told apart by their ids.
pub async fn owners_of_one_name_exclude_each_other(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    store.granted(&key, &owner("worker"), LONG).await;
    store.refused(&key, &owner("worker")).await;
}

/// A holder that asks again has the lease still, under the same fence.
pub async fn a_holder_gets_its_lease_again(subject: Subject) {
    let (store, key, ada) = (subject.first(), subject.key("ada"), owner("worker-1"));
    let first = store.granted(&key, &ada, LONG).await;
    for _ in 0..3 {
        let again = store.granted(&key, &ada, LONG).await;
        assert_eq!(
            again.fence, first.fence,
            "the fence of a lease that was held all the time"
        );
    }
    store.refused(&key, &owner("worker-2")).await;
}

/// A holder that asks again has the lease for the time it then asks for.
pub async fn a_lease_that_is_asked_for_again_lasts_longer(subject: Subject) {
    let (store, key, ada) = (subject.first(), subject.key("ada"), owner("worker-1"));
    store.granted(&key, &ada, SHORT).await;
    store.granted(&key, &ada, LONG).await;
    System.sleep(SHORT * 2).await;
    store.refused(&key, &owner("worker-2")).await;
}

/// A lease that was given back is free, also when it is given back twice.
pub async fn a_released_lease_is_free(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let lease = store.granted(&key, &owner("worker-1"), LONG).await;
    store.release(&key, &lease).await;
    store.granted(&key, &owner("worker-2"), LONG).await;
    store.release(&key, &lease).await;
    store.refused(&key, &owner("worker-3")).await;
}

/// Who does not have a lease cannot give it back, not even with its fence.
pub async fn a_release_by_another_owner_does_nothing(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let lease = store.granted(&key, &owner("worker-1"), LONG).await;
    let forged = Lease {
        owner: owner("worker-1"),
        fence: lease.fence,
    };
    store.release(&key, &forged).await;
    store.refused(&key, &owner("worker-2")).await;
    store.release(&subject.key("bob"), &lease).await;
    store.refused(&key, &owner("worker-2")).await;
}

/// A release that comes late, after another had the lease, leaves the newer one
/// of the same owner alone.
pub async fn a_release_of_an_older_lease_does_nothing(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let (ada, bob) = (owner("worker-1"), owner("worker-2"));
    let older = store.granted(&key, &ada, LONG).await;
    store.release(&key, &older).await;
    let between = store.granted(&key, &bob, LONG).await;
    store.release(&key, &between).await;
    let newer = store.granted(&key, &ada, LONG).await;
    assert!(newer.fence > older.fence, "{newer:?} after {older:?}");
    store.release(&key, &older).await;
    store.refused(&key, &bob).await;
    store.release(&key, &newer).await;
    store.granted(&key, &bob, LONG).await;
}

/// A lease ends by its time, by the store's own clock, and not before.
pub async fn a_lease_ends_by_its_time_and_not_before(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let before = System.monotonic();
    let first = store.granted(&key, &owner("worker-1"), SHORT).await;
    let second = store.granted_in_time(&key, &owner("worker-2"), SHORT).await;
    let lasted = System.monotonic().saturating_sub(before);
    assert!(
        lasted >= SHORT * 9 / 10,
        "a lease of {SHORT:?} ended after {lasted:?}"
    );
    assert!(
        second.fence > first.fence,
        "the fence did not grow with the new owner"
    );
    store.release(&key, &first).await;
    store.refused(&key, &owner("worker-3")).await;
}

/// Each new owner has a higher fence: after a release, and when the record was
/// deleted and created meanwhile.
pub async fn fences_grow_with_each_new_owner(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let mut highest = None;
    for round in 0..6 {
        if round % 2 == 1 {
            let revision = store.create(&key, b"one").await;
            store.remove(&key, revision).await;
        }
        let lease = store.granted(&key, &owner("worker"), LONG).await;
        assert!(
            Some(lease.fence) > highest,
            "{} after {highest:?}",
            lease.fence
        );
        highest = Some(lease.fence);
        store.release(&key, &lease).await;
    }
}

/// A lease needs no record: a first login takes one as well.
pub async fn a_lease_needs_no_record(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let lease = store.granted(&key, &owner("worker-1"), LONG).await;
    let created = store.swap(&key, None, b"one", Some(lease.fence)).await;
    assert!(
        matches!(created, oauth_runtime::store::Swap::Done(_)),
        "{created:?}"
    );
    store.refused(&key, &owner("worker-2")).await;
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"one"[..]));
}

/// A lease survives the deletion of the record.
pub async fn a_lease_outlives_its_record(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    store.granted(&key, &owner("worker-1"), LONG).await;
    store.remove(&key, revision).await;
    store.refused(&key, &owner("worker-2")).await;
}

/// Leases of different connections have nothing to do with each other.
pub async fn leases_of_different_keys_are_independent(subject: Subject) {
    let (store, ada) = (subject.first(), owner("worker-1"));
    let keys = ["a", "b", "c"].map(|account| subject.key(account));
    for key in &keys {
        store.granted(key, &owner("worker"), LONG).await;
    }
    for account in ["d", "e"] {
        let key = subject.key(account);
        let lease = store.granted(&key, &ada, LONG).await;
        store.release(&key, &lease).await;
    }
    for key in &keys {
        store.refused(key, &ada).await;
    }
}
