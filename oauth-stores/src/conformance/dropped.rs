//! Futures that are dropped half-way: a caller's timeout, a closed connection.

use std::pin::Pin;
use std::task::{Context, Poll};

use oauth_runtime::store::{Leased, Swap};

use super::Subject;
use super::handle::{LONG, SHORT, owner};

/// A store that needs more polls than these is dropped at these only.
const POLLS: usize = 12;

/// Polls a future so many times, each when it was woken; `None` when it is not
/// ready by then. It is dropped with this.
struct Polled<F> {
    future: F,
    left: usize,
}

impl<F: Future + Unpin> Future for Polled<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        self.left -= 1;
        match Pin::new(&mut self.future).poll(context) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending if self.left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// A write that is dropped is done or not done; the store works on, and the
/// dropped write does not come over a later one.
pub async fn a_dropped_write_leaves_old_or_new(subject: Subject) {
    let store = subject.first();
    let (old, new) = (vec![b'o'; 20_000], vec![b'n'; 30_000]);
    for polls in 0..POLLS {
        let key = subject.key(&format!("dropped after {polls}"));
        let revision = store.create(&key, &old).await;
        let future = store
            .raw()
            .compare_and_swap(&key, Some(revision), &new, None);
        let finished = Polled {
            future,
            left: polls,
        }
        .await
        .is_some();
        let mut later = None;
        for _ in 0..1000 {
            let entry = store
                .read(&key)
                .await
                .expect("a record after a dropped write");
            let whole = *entry.value == old || *entry.value == new;
            assert!(whole, "neither old nor new after {polls} polls");
            if let Swap::Done(revision) =
                store.swap(&key, Some(entry.revision), b"later", None).await
            {
                later = Some(revision);
                break;
            }
        }
        assert!(
            later.is_some(),
            "no later write was done after {polls} polls"
        );
        tokio::task::yield_now().await;
        let entry = store.read(&key).await.expect("the later record");
        assert_eq!(
            &entry.value[..],
            b"later",
            "the dropped write came over a later one"
        );
        assert_eq!(Some(entry.revision), later);
        if finished {
            return;
        }
    }
}

/// A deletion that is dropped is done or not done, and the key can be used.
pub async fn a_dropped_deletion_is_done_or_not(subject: Subject) {
    let store = subject.first();
    for polls in 0..POLLS {
        let key = subject.key(&format!("dropped after {polls}"));
        let revision = store.create(&key, b"one").await;
        let future = store.raw().delete(&key, revision);
        let finished = Polled {
            future,
            left: polls,
        }
        .await
        .is_some();
        let mut written = false;
        for _ in 0..1000 {
            let entry = store.read(&key).await;
            if let Some(entry) = &entry {
                assert_eq!(&entry.value[..], b"one", "after {polls} polls");
                assert_eq!(entry.revision, revision, "after {polls} polls");
            }
            let expected = entry.map(|entry| entry.revision);
            if matches!(
                store.swap(&key, expected, b"later", None).await,
                Swap::Done(_)
            ) {
                written = true;
                break;
            }
        }
        assert!(written, "no later write was done after {polls} polls");
        tokio::task::yield_now().await;
        assert_eq!(store.value(&key).await.as_deref(), Some(&b"later"[..]));
        if finished {
            return;
        }
    }
}

/// A lease whose future was dropped holds nobody up for longer than its time,
/// and its owner can still have it.
pub async fn a_dropped_lease_ends_by_its_time(subject: Subject) {
    let store = subject.first();
    for polls in 0..POLLS {
        let key = subject.key(&format!("dropped after {polls}"));
        let gone = owner("gone");
        let future = store.raw().lease(&key, &gone, SHORT);
        let finished = Polled {
            future,
            left: polls,
        }
        .await
        .is_some();
        let next = owner("next");
        let lease = store.granted_in_time(&key, &next, SHORT).await;
        store.refused(&key, &owner("other")).await;
        store.release(&key, &lease).await;
        store.granted(&key, &gone, LONG).await;
        if finished {
            return;
        }
    }
}

/// A release whose future was dropped is done or not done.
pub async fn a_dropped_release_is_done_or_not(subject: Subject) {
    let store = subject.first();
    for polls in 0..POLLS {
        let key = subject.key(&format!("dropped after {polls}"));
        let ada = owner("worker-1");
        let lease = store.granted(&key, &ada, SHORT).await;
        let future = store.raw().release(&key, &lease);
        let finished = Polled {
            future,
            left: polls,
        }
        .await
        .is_some();
        let next = owner("next");
        let later = store.granted_in_time(&key, &next, SHORT).await;
        assert!(later.fence > lease.fence, "after {polls} polls");
        let again = store.lease(&key, &ada, LONG).await;
        assert!(matches!(again, Leased::Held { .. }), "after {polls} polls");
        if finished {
            return;
        }
    }
}
