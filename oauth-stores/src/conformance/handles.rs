//! Two handles onto the same data, as two processes have them.

use oauth_runtime::store::Swap;

use super::Subject;
use super::handle::{LONG, owner};

/// What one handle writes, the other reads, also when it has read before.
pub async fn two_handles_see_each_others_writes(subject: Subject) {
    let (here, there, key) = (subject.first(), subject.second(), subject.key("ada"));
    assert_eq!(there.value(&key).await, None);
    let mut revision = here.create(&key, b"one").await;
    for value in [b"two", b"six", b"ten"] {
        let entry = there
            .read(&key)
            .await
            .expect("the record that the other handle wrote");
        assert_eq!(entry.revision, revision);
        let written = there.replace(&key, revision, value).await;
        assert_ne!(
            written, revision,
            "a revision that the other handle gave before"
        );
        assert_eq!(here.value(&key).await.as_deref(), Some(&value[..]));
        let swap = here.swap(&key, Some(revision), b"late", None).await;
        assert_eq!(swap, Swap::Conflict, "after the other handle wrote");
        revision = here.replace(&key, written, value).await;
    }
    there.remove(&key, revision).await;
    assert_eq!(here.value(&key).await, None);
    let created = here.create(&key, b"new").await;
    assert_ne!(created, revision, "a revision from before the deletion");
}

/// A lease that was taken by one handle is held for the other.
pub async fn two_handles_exclude_each_other(subject: Subject) {
    let (here, there, key) = (subject.first(), subject.second(), subject.key("ada"));
    let lease = here.granted(&key, &owner("worker-1"), LONG).await;
    there.refused(&key, &owner("worker-2")).await;
    here.release(&key, &lease).await;
    let later = there.granted(&key, &owner("worker-2"), LONG).await;
    assert!(later.fence > lease.fence, "{later:?} after {lease:?}");
    here.refused(&key, &owner("worker-1")).await;
}

/// A lease that was granted by one handle fences the writes of the other.
pub async fn two_handles_fence_each_other(subject: Subject) {
    let (here, there, key) = (subject.first(), subject.second(), subject.key("ada"));
    let revision = here.create(&key, b"one").await;
    let older = here.granted(&key, &owner("worker-1"), LONG).await;
    here.release(&key, &older).await;
    let newer = there.granted(&key, &owner("worker-2"), LONG).await;
    let swap = here
        .swap(&key, Some(revision), b"late", Some(older.fence))
        .await;
    assert_eq!(swap, Swap::Fenced);
    let swap = there
        .swap(&key, Some(revision), b"two", Some(newer.fence))
        .await;
    assert!(matches!(swap, Swap::Done(_)), "{swap:?}");
}
