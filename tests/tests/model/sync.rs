//! What `crate::sync` is for the slot when the model checker runs it: a mutex
//! and a watch channel on which the checker decides who goes on.
//!
//! The included file asks for `crate::sync`, so this module hangs at the root
//! of the test binary. It is shuttle and not loom, because shuttle has tasks
//! that can be aborted, and samples schedules where loom has to try them all.
//! The crate `shuttle-tokio` has a watch channel too, but keeps its version in
//! atomics that the checker does not see, and so hides the interleavings that
//! are looked for; it also depends on a benchmark harness.

pub(crate) use shuttle::sync::{Mutex, PoisonError};

/// A channel of one value with the steps of tokio's: each lock and each atomic
/// that tokio takes is one here, in the same order.
pub(crate) mod watch {
    use std::future::poll_fn;
    use std::ops::Deref;
    use std::task::{Poll, Waker};

    use shuttle::sync::atomic::{AtomicUsize, Ordering};
    use shuttle::sync::{Arc, Mutex, MutexGuard, PoisonError};

    /// The lowest bit of the state says that the sender is gone, the others count the values.
    const CLOSED: usize = 1;
    const NEXT: usize = 2;

    struct Channel<T> {
        value: Mutex<T>,
        state: AtomicUsize,
        waiting: Mutex<Vec<Waker>>,
    }

    impl<T> Channel<T> {
        fn wake_all(&self) {
            let waiting =
                std::mem::take(&mut *self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
            waiting.into_iter().for_each(Waker::wake);
        }
    }

    pub(crate) struct Sender<T>(Arc<Channel<T>>);

    pub(crate) struct Receiver<T> {
        channel: Arc<Channel<T>>,
        seen: usize,
    }

    pub(crate) struct Ref<'a, T>(MutexGuard<'a, T>);

    /// The sender is gone.
    #[derive(Debug)]
    pub(crate) struct Gone;

    pub(crate) fn channel<T>(value: T) -> (Sender<T>, Receiver<T>) {
        let channel = Arc::new(Channel {
            value: Mutex::new(value),
            state: AtomicUsize::new(0),
            waiting: Mutex::default(),
        });
        let receiver = Receiver {
            channel: channel.clone(),
            seen: 0,
        };
        (Sender(channel), receiver)
    }

    impl<T> Sender<T> {
        pub(crate) fn subscribe(&self) -> Receiver<T> {
            Receiver {
                channel: self.0.clone(),
                seen: self.0.state.load(Ordering::SeqCst) & !CLOSED,
            }
        }

        pub(crate) fn send_replace(&self, value: T) -> T {
            let mut held = self.0.value.lock().unwrap_or_else(PoisonError::into_inner);
            let old = std::mem::replace(&mut *held, value);
            self.0.state.fetch_add(NEXT, Ordering::SeqCst);
            drop(held);
            self.0.wake_all();
            old
        }
    }

    impl<T> Drop for Sender<T> {
        fn drop(&mut self) {
            self.0.state.fetch_or(CLOSED, Ordering::SeqCst);
            self.0.wake_all();
        }
    }

    impl<T> Clone for Receiver<T> {
        fn clone(&self) -> Self {
            Self {
                channel: self.channel.clone(),
                seen: self.seen,
            }
        }
    }

    impl<T> Receiver<T> {
        pub(crate) fn borrow(&self) -> Ref<'_, T> {
            Ref(self
                .channel
                .value
                .lock()
                .unwrap_or_else(PoisonError::into_inner))
        }

        pub(crate) fn has_changed(&self) -> Result<bool, Gone> {
            match self.channel.state.load(Ordering::SeqCst) {
                state if state & CLOSED == CLOSED => Err(Gone),
                state => Ok(state != self.seen),
            }
        }

        pub(crate) async fn wait_for(
            &mut self,
            wanted: impl Fn(&T) -> bool,
        ) -> Result<Ref<'_, T>, Gone> {
            let mut gone = false;
            while !self.finds(&wanted, gone) {
                if gone {
                    return Err(Gone);
                }
                gone = self.changed().await.is_err();
            }
            Ok(self.borrow())
        }

        /// Looks at the value; after the end only at one that was not seen yet.
        fn finds(&mut self, wanted: impl Fn(&T) -> bool, gone: bool) -> bool {
            let held = self
                .channel
                .value
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let version = self.channel.state.load(Ordering::SeqCst) & !CLOSED;
            let changed = self.seen != version;
            self.seen = version;
            (!gone || changed) && wanted(&held)
        }

        /// Who waits is on the list before it looks, so that no wake-up is missed.
        async fn changed(&mut self) -> Result<(), Gone> {
            poll_fn(|context| {
                let mut waiting = self
                    .channel
                    .waiting
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner);
                waiting.push(context.waker().clone());
                drop(waiting);
                match self.channel.state.load(Ordering::SeqCst) {
                    state if state & !CLOSED != self.seen => Poll::Ready(Ok(())),
                    state if state & CLOSED == CLOSED => Poll::Ready(Err(Gone)),
                    _ => Poll::Pending,
                }
            })
            .await
        }
    }

    impl<T> Deref for Ref<'_, T> {
        type Target = T;

        fn deref(&self) -> &T {
            &self.0
        }
    }
}
