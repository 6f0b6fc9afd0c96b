//! Single flight: one renewal at a time, whose result all waiting tasks share.

use std::future::Future;
use std::sync::{Mutex, PoisonError};

use tokio::sync::watch;

use crate::error::{Code, Error};

type Outcome = Result<(), Error>;

/// The place of the renewal in flight.
#[derive(Default)]
pub(super) struct Slot(Mutex<Option<watch::Receiver<Option<Outcome>>>>);

/// What a task does that wants a renewal.
pub(super) enum Turn {
    /// Wait for the renewal in flight.
    Wait(watch::Receiver<Option<Outcome>>),
    /// The state has moved on meanwhile: look again.
    Adopt,
    /// Be the one.
    Lead(watch::Sender<Option<Outcome>>),
}

impl Slot {
    /// Decides under one lock. `moved_on` is asked under the lock, so that no
    /// task that saw an old token starts a second renewal.
    pub(super) fn take_turn(&self, moved_on: impl FnOnce() -> bool) -> Turn {
        let mut flight = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if moved_on() {
            return Turn::Adopt;
        }
        if let Some(receiver) = flight.as_ref() {
            // A leader that vanished without an outcome leaves a closed channel.
            if receiver.has_changed().is_ok() || receiver.borrow().is_some() {
                return Turn::Wait(receiver.clone());
            }
        }
        let (sender, receiver) = watch::channel(None);
        *flight = Some(receiver);
        Turn::Lead(sender)
    }

    /// Ends the flight: the slot is free, and every waiter gets the outcome.
    pub(super) fn land(&self, sender: &watch::Sender<Option<Outcome>>, outcome: Outcome) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        sender.send_replace(Some(outcome));
    }
}

/// Waits for the outcome of a flight.
pub(super) async fn wait(mut receiver: watch::Receiver<Option<Outcome>>) -> Outcome {
    match receiver.wait_for(Option::is_some).await {
        Ok(outcome) => outcome.clone().unwrap_or(Ok(())),
        Err(_) => Err(Error::new(
            Code::NoAnswer,
            "the renewal was broken off before it had an outcome",
        )
        .after_sending()),
    }
}

/// Runs a renewal apart from the task that asked for it, so that a dropped
/// caller never drops an answer. Outside a tokio runtime it runs in place.
pub(super) async fn detach(renewal: impl Future<Output = ()> + Send + 'static) {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn(renewal)),
        Err(_) => renewal.await,
    }
}
