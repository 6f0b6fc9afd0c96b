//! Drops a future at every point at which it can be dropped.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// Where a future was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled {
    /// How often it was polled. Each of these polls was pending.
    pub polls: usize,
    /// Whether it had been woken again: what it waited for had come, and the
    /// poll that would have taken it never happened.
    pub woken: bool,
}

/// More polls than any future of ours needs, and an end for one that never ends.
const MOST: usize = 10_000;

/// Makes a future, polls it k times and drops it: for each k from zero, once at
/// once and once after the wake-up that the next poll would have answered. Ends
/// when a future completes before it is dropped, and returns what came out and
/// the number of futures that were dropped.
///
/// `after` runs after each drop, asserts what must hold then, and prepares the
/// next round. Other tasks
/// run while the future waits, so timers and servers make progress; a future
/// that nobody wakes makes the test wait with it.
///
/// # Panics
/// When a future still is not complete after 10,000 polls.
pub async fn for_each_cancellation<F: Future>(
    mut make: impl FnMut() -> F,
    mut after: impl AsyncFnMut(Cancelled),
) -> (F::Output, usize) {
    let mut dropped = 0;
    for polls in 0..MOST {
        for woken in [false, true] {
            if polls == 0 && woken {
                continue;
            }
            let point = Cancelled { polls, woken };
            if let Some(output) = run(make(), point).await {
                return (output, dropped);
            }
            dropped += 1;
            after(point).await;
        }
    }
    panic!("the future is not complete after {MOST} polls");
}

/// Polls a future up to a point; `None` when it was dropped there.
async fn run<F: Future>(future: F, point: Cancelled) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut polls = 0;
    let mut alarm: Option<Arc<Alarm>> = None;
    poll_fn(|cx| {
        // It is polled only when it asked to be, as an executor does.
        let woken = alarm.as_ref().is_none_or(|alarm| alarm.rang());
        if point.is_reached(polls, woken) {
            return Poll::Ready(None);
        }
        if !woken {
            return Poll::Pending;
        }
        polls += 1;
        let next = Arc::new(Alarm::new(cx));
        let waker = Waker::from(next.clone());
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        if let Poll::Ready(output) = polled {
            return Poll::Ready(Some(output));
        }
        let woken = next.rang();
        alarm = Some(next);
        // One poll at a time, so that other tasks get their turn: an alarm that
        // rang has woken this task.
        match point.is_reached(polls, woken) {
            true => Poll::Ready(None),
            false => Poll::Pending,
        }
    })
    .await
}

impl Cancelled {
    fn is_reached(self, polls: usize, woken: bool) -> bool {
        polls == self.polls && (woken || !self.woken)
    }
}

/// Remembers that a future was woken, and wakes the task around it.
struct Alarm {
    rang: AtomicBool,
    task: Waker,
}

impl Alarm {
    fn new(cx: &Context<'_>) -> Self {
        Self {
            rang: AtomicBool::new(false),
            task: cx.waker().clone(),
        }
    }

    fn rang(&self) -> bool {
        self.rang.load(Ordering::Acquire)
    }
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        self.rang.store(true, Ordering::Release);
        self.task.wake_by_ref();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use tokio::sync::oneshot;
    use tokio::task::yield_now;

    use super::*;

    #[tokio::test]
    async fn a_future_is_dropped_at_each_of_its_points() {
        let points = Mutex::new(Vec::new());
        let (output, dropped) = for_each_cancellation(
            || async {
                yield_now().await;
                yield_now().await;
                "done"
            },
            async |point| points.lock().unwrap().push((point.polls, point.woken)),
        )
        .await;
        assert_eq!((output, dropped), ("done", 5));
        let expected = [(0, false), (1, false), (1, true), (2, false), (2, true)];
        assert_eq!(*points.lock().unwrap(), expected);
    }

    #[tokio::test]
    async fn a_future_that_waits_for_another_task_gets_on() {
        let lost = Mutex::new(0);
        let (output, _) = for_each_cancellation(
            || {
                let (sender, receiver) = oneshot::channel();
                tokio::spawn(async move {
                    yield_now().await;
                    let _ = sender.send(7);
                });
                receiver
            },
            async |point| *lost.lock().unwrap() += usize::from(point.woken),
        )
        .await;
        assert_eq!(output, Ok(7));
        assert_eq!(
            *lost.lock().unwrap(),
            1,
            "the value came, and nobody took it"
        );
    }
}
