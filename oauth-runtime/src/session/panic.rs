//! A panic in foreign code (a store, a transport) must not leave a lease behind.

use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::error::{Code, Error};

/// Runs a future to its end, and turns a panic into an error. The future is not
/// polled again after a panic.
pub(super) async fn survive<T>(work: impl Future<Output = T>) -> Result<T, Error> {
    let mut work = pin!(work);
    poll_fn(|context| {
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        match polled {
            Ok(Poll::Ready(done)) => Poll::Ready(Ok(done)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(_) => Poll::Ready(Err(Error::new(
                Code::Panicked,
                "a store, a transport or an observer panicked during a renewal",
            ))),
        }
    })
    .await
}
