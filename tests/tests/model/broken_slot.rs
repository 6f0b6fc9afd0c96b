//! Slots with one defect each, which the properties of the real one must notice.

use super::flight::SingleFlight;
use super::slot::{Flight, Turn};
use crate::sync::{Mutex, watch};

type Place = Mutex<Option<Flight<u64>>>;

fn lead(place: &mut Option<Flight<u64>>) -> Turn<u64> {
    let (sender, receiver) = watch::channel(None);
    *place = Some(receiver);
    Turn::Lead(sender)
}

fn flies(place: &Option<Flight<u64>>) -> Option<Flight<u64>> {
    place
        .clone()
        .filter(|flight| flight.has_changed().is_ok() || flight.borrow().is_some())
}

/// Asks whether the state has moved on, and locks afterwards.
#[derive(Default)]
pub(super) struct AsksBeforeTheLock(Place);

impl SingleFlight for AsksBeforeTheLock {
    fn take_turn(&self, moved_on: impl Fn() -> bool) -> Turn<u64> {
        if moved_on() {
            return Turn::Adopt;
        }
        let mut place = self.0.lock().unwrap();
        match flies(&place) {
            Some(flight) => Turn::Wait(flight),
            None => lead(&mut place),
        }
    }

    fn land(&self, sender: &watch::Sender<Option<u64>>, outcome: u64) {
        *self.0.lock().unwrap() = None;
        sender.send_replace(Some(outcome));
    }

    fn is_taken(&self) -> bool {
        flies(&self.0.lock().unwrap()).is_some()
    }
}

/// Leaves a flight in its place after it landed.
#[derive(Default)]
pub(super) struct NeverClears(Place);

impl SingleFlight for NeverClears {
    fn take_turn(&self, moved_on: impl Fn() -> bool) -> Turn<u64> {
        let mut place = self.0.lock().unwrap();
        if moved_on() {
            return Turn::Adopt;
        }
        match flies(&place) {
            Some(flight) => Turn::Wait(flight),
            None => lead(&mut place),
        }
    }

    fn land(&self, sender: &watch::Sender<Option<u64>>, outcome: u64) {
        sender.send_replace(Some(outcome));
    }

    fn is_taken(&self) -> bool {
        flies(&self.0.lock().unwrap()).is_some()
    }
}

/// Takes a channel whose sender is gone for a flight.
#[derive(Default)]
pub(super) struct BelievesInTheDead(Place);

impl SingleFlight for BelievesInTheDead {
    fn take_turn(&self, moved_on: impl Fn() -> bool) -> Turn<u64> {
        let mut place = self.0.lock().unwrap();
        if moved_on() {
            return Turn::Adopt;
        }
        match &*place {
            Some(flight) => Turn::Wait(flight.clone()),
            None => lead(&mut place),
        }
    }

    fn land(&self, sender: &watch::Sender<Option<u64>>, outcome: u64) {
        *self.0.lock().unwrap() = None;
        sender.send_replace(Some(outcome));
    }

    fn is_taken(&self) -> bool {
        self.0.lock().unwrap().is_some()
    }
}
