//! Single flight: one renewal at a time, whose result all waiting tasks share.
//!
//! It stands on `crate::sync` alone, so that the model checker of the tests can
//! run this file on threads of its own.

use crate::sync::{Mutex, PoisonError, watch};

/// The place of the renewal in flight, with an outcome of type `T`.
pub(crate) struct Slot<T>(Mutex<Option<watch::Receiver<Option<T>>>>);

/// A renewal in flight, seen by one that waits for it.
pub(crate) type Flight<T> = watch::Receiver<Option<T>>;

/// What a task does that wants a renewal.
pub(crate) enum Turn<T> {
    /// Wait for the renewal in flight.
    Wait(Flight<T>),
    /// The state has moved on meanwhile: look again.
    Adopt,
    /// Be the one.
    Lead(watch::Sender<Option<T>>),
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T: Clone> Slot<T> {
    /// Decides under one lock. `moved_on` is asked under the lock, so that no
    /// task that saw an old token starts a second renewal, however late it comes.
    pub(crate) fn take_turn(&self, moved_on: impl FnOnce() -> bool) -> Turn<T> {
        let mut flight = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A leader that vanished without an outcome leaves a closed channel.
        let flying = flight
            .as_ref()
            .filter(|flight| flight.has_changed().is_ok() || flight.borrow().is_some())
            .cloned();
        // Asked after that look: a leader may publish and vanish in between.
        if moved_on() {
            return Turn::Adopt;
        }
        if let Some(flight) = flying {
            return Turn::Wait(flight);
        }
        let (sender, receiver) = watch::channel(None);
        *flight = Some(receiver);
        Turn::Lead(sender)
    }

    /// Whether a renewal is in flight.
    pub(crate) fn is_taken(&self) -> bool {
        let flight = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        flight
            .as_ref()
            .is_some_and(|receiver| receiver.has_changed().is_ok())
    }

    /// Ends the flight: the slot is free, and every waiter gets the outcome.
    pub(crate) fn land(&self, sender: &watch::Sender<Option<T>>, outcome: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
        sender.send_replace(Some(outcome));
    }
}

/// Waits for the outcome of a flight; `None` when it was broken off.
pub(crate) async fn outcome<T: Clone>(mut flight: Flight<T>) -> Option<T> {
    let landed = flight.wait_for(Option::is_some).await.ok()?;
    landed.clone()
}
