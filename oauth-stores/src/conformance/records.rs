//! Records: reading, writing by compare-and-swap, deleting.

use std::collections::HashSet;

use oauth_runtime::store::{Revision, Swap};

use super::Subject;

/// A key that was never written has no record.
pub async fn reading_nothing_finds_nothing(subject: Subject) {
    let found = subject.first().read(&subject.key("nobody")).await;
    assert!(found.is_none(), "found {found:?}");
}

/// What was created is read back, under the revision that the write answered.
pub async fn a_created_record_reads_back(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    let entry = store.read(&key).await.expect("the record that was created");
    assert_eq!(&entry.value[..], b"one");
    assert_eq!(
        entry.revision, revision,
        "the revision that the write answered"
    );
}

/// What was written over is read back, under the revision that the write answered.
pub async fn a_write_over_a_record_reads_back(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    let revision = store.replace(&key, revision, b"two").await;
    let entry = store.read(&key).await.expect("the record that was written");
    assert_eq!(&entry.value[..], b"two");
    assert_eq!(
        entry.revision, revision,
        "the revision that the write answered"
    );
}

/// `expected: None` means that there is no record.
pub async fn creating_twice_conflicts(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    store.create(&key, b"one").await;
    assert_eq!(store.swap(&key, None, b"two", None).await, Swap::Conflict);
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"one"[..]));
}

/// No revision is right where there is no record.
pub async fn writing_over_nothing_conflicts(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let other = store.create(&subject.key("bob"), b"other").await;
    for expected in [Revision(0), Revision(1), other] {
        let swap = store.swap(&key, Some(expected), b"one", None).await;
        assert_eq!(swap, Swap::Conflict, "{expected:?}");
    }
    assert_eq!(store.value(&key).await, None);
}

/// A write that names an older revision, or one that never was, conflicts.
pub async fn a_write_needs_the_expected_revision(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let old = store.create(&key, b"one").await;
    let current = store.replace(&key, old, b"two").await;
    let wrong = [old, Revision(current.0.wrapping_add(1)), Revision(u64::MAX)];
    for expected in wrong.into_iter().filter(|expected| *expected != current) {
        let swap = store.swap(&key, Some(expected), b"three", None).await;
        assert_eq!(swap, Swap::Conflict, "{expected:?} while it is {current:?}");
    }
    store.replace(&key, current, b"three").await;
}

/// After a conflict both record and revision are what they were.
pub async fn a_conflict_changes_nothing(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let old = store.create(&key, b"one").await;
    let current = store.replace(&key, old, b"two").await;
    store.swap(&key, Some(old), b"lost", None).await;
    store.swap(&key, None, b"lost", None).await;
    store.delete(&key, old).await;
    let entry = store.read(&key).await.expect("the record after conflicts");
    assert_eq!(&entry.value[..], b"two", "the record after conflicts");
    assert_eq!(entry.revision, current, "the revision after conflicts");
    store.replace(&key, current, b"three").await;
}

/// A write of the same bytes is a new state as well.
pub async fn every_write_has_a_new_revision(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let mut revision = store.create(&key, b"same").await;
    let mut seen = HashSet::from([revision]);
    for _ in 0..16 {
        revision = store.replace(&key, revision, b"same").await;
        assert!(seen.insert(revision), "{revision:?} was given twice");
    }
}

/// A record that is created again gets no revision that its key had before.
pub async fn revisions_do_not_come_back_after_a_deletion(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let mut seen = HashSet::new();
    for _ in 0..6 {
        let created = store.create(&key, b"one").await;
        assert!(
            seen.insert(created),
            "{created:?} came back after a deletion"
        );
        let written = store.replace(&key, created, b"two").await;
        assert!(
            seen.insert(written),
            "{written:?} came back after a deletion"
        );
        store.remove(&key, written).await;
    }
}

/// Who read a record before it was deleted and created again cannot write.
pub async fn a_writer_from_before_a_deletion_conflicts(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let before = store.create(&key, b"one").await;
    store.remove(&key, before).await;
    let swap = store.swap(&key, Some(before), b"late", None).await;
    assert_eq!(swap, Swap::Conflict, "a write over a deleted record");
    store.create(&key, b"one").await;
    let swap = store.swap(&key, Some(before), b"late", None).await;
    assert_eq!(swap, Swap::Conflict, "a write from before the deletion");
    assert_eq!(store.delete(&key, before).await, Swap::Conflict);
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"one"[..]));
}

/// A deletion answers the revision that it removed, and the record is gone.
pub async fn a_deletion_removes_the_record(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    assert_eq!(store.delete(&key, revision).await, Swap::Done(revision));
    assert_eq!(store.value(&key).await, None);
    store.create(&key, b"two").await;
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"two"[..]));
}

/// A deletion that names another revision conflicts.
pub async fn a_deletion_needs_the_expected_revision(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let old = store.create(&key, b"one").await;
    let current = store.replace(&key, old, b"two").await;
    assert_eq!(store.delete(&key, old).await, Swap::Conflict);
    assert_eq!(store.value(&key).await.as_deref(), Some(&b"two"[..]));
    store.remove(&key, current).await;
}

/// A deletion where there is no record conflicts.
pub async fn deleting_nothing_conflicts(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    assert_eq!(store.delete(&key, Revision(1)).await, Swap::Conflict);
    let revision = store.create(&key, b"one").await;
    store.remove(&key, revision).await;
    assert_eq!(store.delete(&key, revision).await, Swap::Conflict);
}

/// `migrate` can be called at each start; records stay.
pub async fn migrating_again_keeps_records(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, b"one").await;
    for handle in [subject.first(), subject.second(), subject.first()] {
        let migrated = handle.raw().migrate().await;
        assert_eq!(migrated, Ok(()), "`migrate` of a store that is up to date");
    }
    let entry = store.read(&key).await.expect("the record after `migrate`");
    assert_eq!(&entry.value[..], b"one");
    assert_eq!(entry.revision, revision);
}

/// A record that is set aside is out of the way, or still there when the store
/// cannot do that; other records stay in any case.
pub async fn setting_a_record_aside_leaves_others_alone(subject: Subject) {
    let (store, key, other) = (subject.first(), subject.key("ada"), subject.key("bob"));
    store.create(&key, b"one").await;
    store.create(&other, b"other").await;
    let aside = store.raw().set_aside(&key).await.expect("`set_aside`");
    assert_eq!(
        store.value(&key).await.is_none(),
        aside.is_some(),
        "{aside:?}"
    );
    assert_eq!(store.value(&other).await.as_deref(), Some(&b"other"[..]));
}
