//! Sleeps that end when a test moves the monotonic clock.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use super::Hands;
use crate::server::lock;

/// Who sleeps, by the time of the monotonic clock at which each is due.
#[derive(Default)]
pub(super) struct Sleepers {
    by_due: BTreeMap<(Duration, u64), Waker>,
    last: u64,
}

impl Sleepers {
    pub(super) fn len(&self) -> usize {
        self.by_due.len()
    }

    pub(super) fn left(&self, now: Duration) -> Vec<Duration> {
        let due = self.by_due.keys().map(|(due, _)| *due);
        due.map(|due| due.saturating_sub(now)).collect()
    }

    /// Removes the sleepers that are due, in the order of their ends.
    pub(super) fn take_due(&mut self, now: Duration) -> Vec<Waker> {
        let mut due = Vec::new();
        while let Some(first) = self.by_due.first_entry() {
            if first.key().0 > now {
                break;
            }
            due.push(first.remove());
        }
        due
    }
}

/// One sleep. It counts as asleep once it was polled.
pub(super) struct Sleep {
    hands: Arc<Hands>,
    due: Duration,
    number: Option<u64>,
}

impl Sleep {
    pub(super) fn new(hands: Arc<Hands>, duration: Duration) -> Self {
        Self {
            due: hands.passed().saturating_add(duration),
            hands,
            number: None,
        }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let hands = self.hands.clone();
        let mut sleepers = lock(&hands.sleepers);
        if hands.passed() >= self.due {
            return Poll::Ready(());
        }
        let number = *self.number.get_or_insert_with(|| {
            sleepers.last += 1;
            sleepers.last
        });
        let waker = cx.waker().clone();
        let known = sleepers.by_due.insert((self.due, number), waker);
        drop(sleepers);
        if known.is_none() {
            hands.fell_asleep.notify_waiters();
        }
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            lock(&self.hands.sleepers)
                .by_due
                .remove(&(self.due, number));
        }
    }
}
