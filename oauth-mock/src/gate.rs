//! Requests that wait until a test lets them go on.

use std::fmt;
use std::sync::{Arc, Mutex, Weak};

use oauth_runtime::spec::CallKind;
use tokio::sync::{Semaphore, watch};

use crate::server::lock;

/// On which side of its handling a request is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// Holds back requests of one kind, until it is released or dropped.
///
/// Made by [`MockServer::hold_answers`](crate::MockServer::hold_answers) and
/// [`MockServer::hold_requests`](crate::MockServer::hold_requests).
#[must_use = "dropping it lets the held requests go on"]
pub struct Hold(Arc<Gate>);

struct Gate {
    kind: CallKind,
    side: Side,
    count: watch::Sender<Count>,
    /// One permit lets one request pass; closed, it lets all pass.
    passes: Semaphore,
}

#[derive(Clone, Copy, Default)]
struct Count {
    arrived: usize,
    held: usize,
}

impl Hold {
    /// Waits until so many requests have come to the gate since it was set,
    /// whatever became of them since. It waits for ever when they never come.
    pub async fn arrived(&self, requests: usize) {
        let mut count = self.0.count.subscribe();
        // The sender lives in `self`, so there is always an answer.
        let _ = count.wait_for(|count| count.arrived >= requests).await;
    }

    /// Waits until no more than so many requests are held: the others were let
    /// go, or their clients went away.
    pub async fn at_most_held(&self, requests: usize) {
        let mut count = self.0.count.subscribe();
        let _ = count.wait_for(|count| count.held <= requests).await;
    }

    /// How many requests are held now.
    #[must_use]
    pub fn held(&self) -> usize {
        self.0.count.borrow().held
    }

    /// Lets one request go on, one that is held or the next that comes. The
    /// others stay held.
    pub fn release_one(&self) {
        self.0.passes.add_permits(1);
    }

    /// Lets all requests go on, and holds none any more.
    pub fn release(self) {
        drop(self);
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.passes.close();
    }
}

impl fmt::Debug for Hold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hold")
            .field("kind", &self.0.kind)
            .field("held", &self.held())
            .finish_non_exhaustive()
    }
}

/// The gates of a server.
#[derive(Default)]
pub(crate) struct Gates(Mutex<Vec<Weak<Gate>>>);

impl Gates {
    pub(crate) fn set(&self, kind: CallKind, side: Side) -> Hold {
        let gate = Arc::new(Gate {
            kind,
            side,
            count: watch::Sender::default(),
            passes: Semaphore::new(0),
        });
        let mut gates = lock(&self.0);
        gates.retain(|gate| gate.strong_count() > 0);
        gates.push(Arc::downgrade(&gate));
        Hold(gate)
    }

    pub(crate) fn is_empty(&self) -> bool {
        lock(&self.0).is_empty()
    }

    /// Waits at each gate that is set for this kind and side.
    pub(crate) async fn pass(&self, kind: CallKind, side: Side) {
        let gates: Vec<_> = lock(&self.0).iter().filter_map(Weak::upgrade).collect();
        for gate in gates {
            if gate.kind == kind && gate.side == side && !gate.passes.is_closed() {
                let _held = Held::new(&gate);
                if let Ok(permit) = gate.passes.acquire().await {
                    permit.forget();
                }
            }
        }
    }
}

/// A request at a gate. It leaves when it goes on, and when its connection ends.
struct Held<'a>(&'a Gate);

impl<'a> Held<'a> {
    fn new(gate: &'a Gate) -> Self {
        gate.count.send_modify(|count| {
            count.arrived += 1;
            count.held += 1;
        });
        Self(gate)
    }
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.count.send_modify(|count| count.held -= 1);
    }
}
