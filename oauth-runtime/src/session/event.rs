//! What a program is told about its connections.

use std::time::Duration;

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::error::Error;
use crate::store::ConnectionKey;

/// Something happened to a connection. It is told after it is stored, never before.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Event {
    /// Whose tokens.
    pub connection: ConnectionKey,
    /// What happened.
    pub kind: EventKind,
}

/// What happened to a connection.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum EventKind {
    /// Somebody signed in, and the tokens are stored.
    SignedIn,
    /// A new access token is stored.
    Refreshed {
        /// The generation of the tokens, counted from 1 at sign-in.
        generation: u64,
    },
    /// The provider replaced the refresh token, and the new one is stored.
    Rotated {
        /// The generation of the tokens, counted from 1 at sign-in.
        generation: u64,
    },
    /// Another process renewed the tokens, and this one took them over.
    Adopted {
        /// The generation of the tokens, counted from 1 at sign-in.
        generation: u64,
    },
    /// The provider granted fewer scopes than before.
    ScopesNarrowed {
        /// The scopes that are missing now.
        missing: Vec<String>,
    },
    /// Only a new sign-in helps.
    NeedsSignIn {
        /// Why.
        error: Error,
    },
    /// The session was signed out, here or in another process.
    SignedOut,
    /// New tokens could not be stored. They are kept in memory and served, and
    /// the store is tried again.
    StoreDegraded {
        /// Why.
        error: Error,
    },
    /// Tokens that could not be stored before are stored now.
    StoreRecovered,
    /// The provider's clock and this machine's differ by more than a minute.
    ClockDrift {
        /// By how much.
        by: Duration,
        /// Whether the provider's clock is ahead.
        provider_ahead: bool,
    },
    /// This subscriber was too slow, and that many events are lost to it.
    Missed(u64),
}

/// The events of a client, from [`Client::events`](crate::Client::events).
#[derive(Debug)]
pub struct Events {
    receiver: broadcast::Receiver<Event>,
}

impl Events {
    pub(super) fn new(receiver: broadcast::Receiver<Event>) -> Self {
        Self { receiver }
    }

    /// The next event. `None` when the client and all its sessions are gone.
    pub async fn next(&mut self) -> Option<Event> {
        match self.receiver.recv().await {
            Ok(event) => Some(event),
            Err(RecvError::Closed) => None,
            Err(RecvError::Lagged(count)) => Some(missed(count)),
        }
    }

    /// The next event if one is waiting.
    pub fn try_next(&mut self) -> Option<Event> {
        match self.receiver.try_recv() {
            Ok(event) => Some(event),
            Err(broadcast::error::TryRecvError::Lagged(count)) => Some(missed(count)),
            Err(_) => None,
        }
    }
}

fn missed(count: u64) -> Event {
    Event {
        connection: ConnectionKey::new("", "", "", ""),
        kind: EventKind::Missed(count),
    }
}
