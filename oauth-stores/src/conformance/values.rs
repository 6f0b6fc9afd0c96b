//! Values: bytes come back as they were written.

use oauth_runtime::store::Swap;

use super::Subject;

async fn assert_kept(subject: &Subject, value: &[u8]) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let revision = store.create(&key, value).await;
    let found = store.value(&key).await;
    assert!(
        found.as_deref() == Some(value),
        "{} bytes were written, {:?} came back, or others",
        value.len(),
        found.map(|found| found.len())
    );
    store.remove(&key, revision).await;
}

/// Bytes without a short period, so that a piece that is lost or moved shows.
fn bytes(len: usize) -> Vec<u8> {
    let mut state = 1_u32;
    let next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [high, ..] = state.to_be_bytes();
        high
    };
    std::iter::repeat_with(next).take(len).collect()
}

/// An empty value is a record, and not the absence of one.
pub async fn an_empty_value_is_a_record(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    store.create(&key, b"").await;
    assert_eq!(store.value(&key).await, Some(Vec::new()));
    assert_eq!(store.swap(&key, None, b"", None).await, Swap::Conflict);
}

/// Each byte from 0 to 255, alone and beside others.
pub async fn every_byte_is_kept(subject: Subject) {
    let up: Vec<u8> = (0..=255).collect();
    let down: Vec<u8> = (0..=255).rev().collect();
    assert_kept(&subject, &[up, down].concat()).await;
    for alone in [&b"\0"[..], b"\n", b" ", b"\r\n", b"\xff", b"\xef\xbb\xbf"] {
        assert_kept(&subject, alone).await;
    }
}

/// Sizes around those at which buffers and pages end.
pub async fn sizes_around_powers_of_two_are_kept(subject: Subject) {
    for power in [64_usize, 256, 1024, 4096, 16384] {
        for len in [power - 1, power, power + 1] {
            assert_kept(&subject, &bytes(len)).await;
        }
    }
}

/// 64 KiB are within what each store takes.
pub async fn a_value_of_64_kib_is_kept(subject: Subject) {
    assert_kept(&subject, &bytes(64 * 1024)).await;
}

/// A store may refuse 1 MiB with an error; the record is then what it was.
pub async fn a_value_of_1_mib_is_kept_or_refused(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let large = bytes(1024 * 1024);
    let revision = store.create(&key, b"small").await;
    let swap = store
        .raw()
        .compare_and_swap(&key, Some(revision), &large, None)
        .await;
    let found = store
        .read(&key)
        .await
        .expect("the record after a large write");
    match swap {
        Ok(Swap::Done(written)) => {
            assert!(
                *found.value == large,
                "{} bytes came back",
                found.value.len()
            );
            assert_eq!(found.revision, written);
        }
        Ok(other) => panic!("a large write was answered by {other:?}"),
        Err(_) => {
            assert!(
                *found.value == b"small",
                "{} bytes came back",
                found.value.len()
            );
            assert_eq!(found.revision, revision);
        }
    }
}

/// Nothing of a longer value is left behind a shorter one.
pub async fn a_shorter_value_replaces_a_longer_one(subject: Subject) {
    let (store, key) = (subject.first(), subject.key("ada"));
    let mut revision = store.create(&key, &bytes(9000)).await;
    for len in [5000, 100, 1, 0, 7000] {
        let value = bytes(len);
        revision = store.replace(&key, revision, &value).await;
        let found = store.value(&key).await.map(|found| found == value);
        assert_eq!(found, Some(true), "{len} bytes after more");
    }
}
