//! Fencing: a writer whose lease went to somebody else cannot write.

use oauth_runtime::store::{ConnectionKey, Lease, Swap};

use super::Subject;
use super::handle::{Handle, LONG, SHORT, owner};

/// Two leases, one after the other.
async fn two_leases(store: &Handle, key: &ConnectionKey) -> [Lease; 2] {
    let older = store.granted(key, &owner("worker-1"), LONG).await;
    store.release(key, &older).await;
    let newer = store.granted(key, &owner("worker-2"), LONG).await;
    [older, newer]
}

/// A write with the fence of an older lease is refused, and changes nothing.
pub async fn a_write_with_an_older_fence_is_fenced(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    let [older, _] = two_leases(store, &key).await;
    let swap = store
        .swap(&key, Some(revision), b"late", Some(older.fence))
        .await;
    assert_eq!(swap, Swap::Fenced);
    let entry = store
        .read(&key)
        .await
        .expect("the record after a fenced write");
    assert_eq!(&entry.value[..], b"one");
    assert_eq!(entry.revision, revision);
}

/// A creation with the fence of an older lease is refused as well.
pub async fn a_creation_with_an_older_fence_is_fenced(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let [older, _] = two_leases(store, &key).await;
    let swap = store.swap(&key, None, b"late", Some(older.fence)).await;
    assert_eq!(swap, Swap::Fenced);
    assert_eq!(store.value(&key).await, None);
}

/// A write with the fence of the lease that was granted last is done.
pub async fn a_write_with_the_current_fence_is_done(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    let [_, newer] = two_leases(store, &key).await;
    let swap = store
        .swap(&key, Some(revision), b"two", Some(newer.fence))
        .await;
    assert!(matches!(swap, Swap::Done(_)), "{swap:?}");
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"two"[..]));
}

/// A current fence does not stand in for the revision.
pub async fn a_current_fence_does_not_excuse_a_conflict(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let old = store.create(&key, b"one").await;
    store.replace(&key, old, b"two").await;
    let lease = store.granted(&key, &owner("worker-1"), LONG).await;
    let swap = store
        .swap(&key, Some(old), b"late", Some(lease.fence))
        .await;
    assert_eq!(swap, Swap::Conflict);
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"two"[..]));
}

/// As long as nobody else had the lease, its fence is good: after it was given
/// back, and after its time.
pub async fn a_fence_is_good_until_a_later_lease(subject: Subject) {
    let (store, key, late) = (subject.first(), subject.key("ada"), subject.key("bob"));
    let lease = store.granted(&key, &owner("worker-1"), LONG).await;
    store.release(&key, &lease).await;
    let swap = store.swap(&key, None, b"one", Some(lease.fence)).await;
    assert!(matches!(swap, Swap::Done(_)), "after the release: {swap:?}");

    let lease = store.granted(&late, &owner("worker-1"), SHORT).await;
    oauth_runtime::clock::Clock::sleep(&super::handle::System, SHORT * 2).await;
    let swap = store.swap(&late, None, b"one", Some(lease.fence)).await;
    assert!(matches!(swap, Swap::Done(_)), "after its time: {swap:?}");
}

/// A write without a fence passes by all leases.
pub async fn a_write_without_a_fence_passes_by_leases(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    two_leases(store, &key).await;
    let revision = store.replace(&key, revision, b"two").await;
    store.remove(&key, revision).await;
    store.create(&key, b"three").await;
}

/// An older fence stays refused when nobody has the lease any more, and when the
/// record was deleted and created again.
pub async fn a_fence_outlives_lease_and_record(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    let [older, newer] = two_leases(store, &key).await;
    store.release(&key, &newer).await;
    let swap = store
        .swap(&key, Some(revision), b"late", Some(older.fence))
        .await;
    assert_eq!(swap, Swap::Fenced, "after the later lease was given back");
    store.remove(&key, revision).await;
    let swap = store.swap(&key, None, b"late", Some(older.fence)).await;
    assert_eq!(swap, Swap::Fenced, "after the record was deleted");
    let revision = store.create(&key, b"two").await;
    let swap = store
        .swap(&key, Some(revision), b"late", Some(older.fence))
        .await;
    assert_eq!(swap, Swap::Fenced, "after the record was created again");
}
