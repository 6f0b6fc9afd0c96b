//! Documents that are fetched once for all, and kept while they last.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::Time;
use crate::error::Error;

/// The first pause after a failure, and the longest.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// No server makes a client wait longer than this before it asks again.
const LONGEST_WAIT: Duration = Duration::from_secs(300);

/// What was fetched, each under the identifier that it was fetched for.
pub(crate) struct Cache<T>(Mutex<HashMap<String, Arc<Entry<T>>>>);

impl<T> Default for Cache<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

struct Entry<T> {
    state: Mutex<State<T>>,
    /// Held by the one who fetches.
    turn: tokio::sync::Mutex<()>,
}

struct State<T> {
    held: Option<Held<T>>,
    failure: Option<Failure>,
}

struct Held<T> {
    document: Arc<T>,
    /// By the monotonic clock.
    until: Duration,
}

struct Failure {
    error: Error,
    count: u32,
    /// By the monotonic clock.
    until: Duration,
}

impl<T> Entry<T> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> State<T> {
    /// What there is without a request: a document that lasts, or an old one or the last
    /// error while the pause after a failure is on.
    fn known(&self, now: Duration) -> Option<Result<Arc<T>, Error>> {
        if let Some(held) = self.held.as_ref().filter(|held| now < held.until) {
            return Some(Ok(held.document.clone()));
        }
        let failure = self
            .failure
            .as_ref()
            .filter(|failure| now < failure.until)?;
        Some(match &self.held {
            Some(held) => Ok(held.document.clone()),
            None => Err(failure.error.clone()),
        })
    }
}

impl<T> Cache<T> {
    fn entry(&self, identifier: &str) -> Arc<Entry<T>> {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = entries.get(identifier) {
            return known.clone();
        }
        let entry = Arc::new(Entry {
            state: Mutex::new(State {
                held: None,
                failure: None,
            }),
            turn: tokio::sync::Mutex::default(),
        });
        entries.insert(identifier.to_owned(), entry.clone());
        entry
    }

    /// The document of an identifier: held, or fetched by one task for all. `fetch`
    /// answers it and how long it lasts. A document that is over serves on while it
    /// cannot be fetched again.
    pub(crate) async fn get<F>(
        &self,
        identifier: &str,
        time: &Time,
        fetch: impl FnOnce() -> F,
    ) -> Result<Arc<T>, Error>
    where
        F: Future<Output = Result<(T, Duration), Error>>,
    {
        let entry = self.entry(identifier);
        if let Some(known) = entry.state().known(time.monotonic()) {
            return known;
        }
        let _turn = match entry.turn.try_lock() {
            Ok(turn) => turn,
            Err(_) => {
                if let Some(old) = &entry.state().held {
                    return Ok(old.document.clone());
                }
                entry.turn.lock().await
            }
        };
        if let Some(known) = entry.state().known(time.monotonic()) {
            return known;
        }
        let fetched = fetch().await;
        let now = time.monotonic();
        let mut state = entry.state();
        match fetched {
            Ok((document, lifetime)) => {
                let document = Arc::new(document);
                *state = State {
                    held: Some(Held {
                        document: document.clone(),
                        until: now.saturating_add(lifetime),
                    }),
                    failure: None,
                };
                Ok(document)
            }
            Err(error) => {
                let count = state.failure.as_ref().map_or(0, |failure| failure.count);
                let pause = PAUSE.saturating_mul(1 << count.min(6)).min(LONGEST_PAUSE);
                let asked = error.retry_after().unwrap_or_default().min(LONGEST_WAIT);
                state.failure = Some(Failure {
                    error: error.clone(),
                    count: count.saturating_add(1),
                    until: now.saturating_add(pause.max(asked)),
                });
                let Some(held) = &state.held else {
                    return Err(error);
                };
                tracing::warn!(%error, identifier, "could not be fetched again; the older one serves on");
                Ok(held.document.clone())
            }
        }
    }
}
