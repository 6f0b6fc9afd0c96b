//! Which sign-ins are over, so that none is finished twice.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

/// How many finished sign-ins are remembered. Whoever finishes more within one
/// sign-in's lifetime still meets the provider, which takes a code only once.
const MOST: usize = 10_000;

/// The sign-ins of a client that were finished, by fingerprint.
///
/// A pending record is the browser's or the user's to keep, so it can be brought
/// back twice, also twice at once.
#[derive(Default)]
pub(crate) struct Consumed(Mutex<Fingerprints>);

#[derive(Default)]
struct Fingerprints {
    known: HashSet<[u8; 32]>,
    by_age: VecDeque<[u8; 32]>,
}

impl Consumed {
    /// Marks a sign-in as finished. `false` when it was.
    pub(super) fn finish(&self, fingerprint: [u8; 32]) -> bool {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !held.known.insert(fingerprint) {
            return false;
        }
        held.by_age.push_back(fingerprint);
        if held.by_age.len() > MOST
            && let Some(oldest) = held.by_age.pop_front()
        {
            held.known.remove(&oldest);
        }
        true
    }

    /// Whether a sign-in was finished.
    pub(super) fn is_finished(&self, fingerprint: &[u8; 32]) -> bool {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.known.contains(fingerprint)
    }

    /// Takes the mark back: the code never left this machine.
    pub(super) fn reopen(&self, fingerprint: &[u8; 32]) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.known.remove(fingerprint);
        held.by_age.retain(|known| known != fingerprint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fingerprint(number: usize) -> [u8; 32] {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&number.to_be_bytes());
        bytes
    }

    #[test]
    fn each_is_finished_once_and_memory_is_bounded() {
        let consumed = Consumed::default();
        for number in 0..3 * MOST {
            assert!(consumed.finish(fingerprint(number)));
            assert!(!consumed.finish(fingerprint(number)));
        }
        let held = consumed.0.lock().unwrap();
        assert_eq!((held.known.len(), held.by_age.len()), (MOST, MOST));
    }

    #[test]
    fn what_never_left_can_be_finished_again() {
        let consumed = Consumed::default();
        assert!(consumed.finish(fingerprint(1)));
        consumed.reopen(&fingerprint(1));
        assert!(!consumed.is_finished(&fingerprint(1)));
        assert!(consumed.finish(fingerprint(1)));
    }
}
