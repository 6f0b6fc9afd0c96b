//! The store under test, and how a test gets at it.

use std::any::Any;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use oauth_runtime::store::{ConnectionKey, Store};

use super::handle::Handle;

/// No case takes longer, unless the store hangs.
const LIMIT: Duration = Duration::from_secs(120);

/// A store under test: two handles onto the same data, and a name for this run
/// that stands in each key, so that a store that is not empty does no harm.
#[derive(Clone)]
pub struct Subject {
    first: Handle,
    second: Handle,
    run: String,
    made: Arc<Mutex<BTreeSet<ConnectionKey>>>,
    kept: Vec<Arc<dyn Any + Send + Sync>>,
}

impl Subject {
    /// A store with one handle; the cases about two use it twice.
    pub fn new(store: impl Shared) -> Self {
        let first = Handle::new(store.store());
        let mut subject = Self {
            second: first.clone(),
            first,
            run: random_text(),
            made: Arc::default(),
            kept: Vec::new(),
        };
        subject.kept.extend(store.guard());
        subject
    }

    /// The same store with a second handle onto the same data, opened as another
    /// process would open it.
    #[must_use]
    pub fn and_second(mut self, store: impl Shared) -> Self {
        self.second = Handle::new(store.store());
        self.kept.extend(store.guard());
        self
    }

    /// Waits for a store to be opened. `None` when its server is not running.
    pub async fn open<O: Opened>(open: impl Future<Output = O>) -> Option<Self> {
        open.await.opened().map(Self::new)
    }

    /// Waits for a store to be opened, and for a second handle onto its data.
    /// `None` when its server is not running.
    pub async fn open_twice<O, F, S>(
        open: impl Future<Output = O>,
        reopen: impl FnOnce(O::Shared) -> F,
    ) -> Option<Self>
    where
        O: Opened,
        F: Future<Output = S>,
        S: Shared,
    {
        let store = open.await.opened()?;
        let second = reopen(store.clone()).await;
        Some(Self::new(store).and_second(second))
    }

    /// Removes the records that the cases made. Leases are left to their time.
    pub async fn clean(&self) {
        let made = std::mem::take(&mut *self.made.lock().unwrap_or_else(PoisonError::into_inner));
        for key in made {
            // Some keys are made for a store to refuse.
            if let Ok(Some(entry)) = self.first.raw().read(&key).await {
                let _ = self.first.raw().delete(&key, entry.revision).await;
            }
        }
    }

    pub(super) fn first(&self) -> &Handle {
        &self.first
    }

    pub(super) fn second(&self) -> &Handle {
        &self.second
    }

    /// Every other task gets the second handle.
    pub(super) fn handle(&self, index: usize) -> &Handle {
        match index % 2 {
            0 => &self.first,
            _ => &self.second,
        }
    }

    pub(super) fn run(&self) -> &str {
        &self.run
    }

    /// The key of an account of this run.
    pub(super) fn key(&self, account: &str) -> ConnectionKey {
        self.key_of([&self.run, "client", "site=acme", account])
    }

    /// A key of four parts, one of which names the run.
    pub(super) fn key_of(&self, parts: [&str; 4]) -> ConnectionKey {
        let [provider, registration, tenant, account] = parts;
        let key = ConnectionKey::new(provider, registration, tenant, account);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.insert(key.clone());
        key
    }
}

impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subject")
            .field("store", &self.first.describe())
            .field("run", &self.run)
            .finish_non_exhaustive()
    }
}

/// A handle of a store that many tasks can use: `Arc<MyStore>`, or
/// `Arc<dyn Store>`, or a pair of one and something that must live as long, such
/// as a directory that is removed at the end.
pub trait Shared: Clone {
    /// The store.
    fn store(&self) -> Arc<dyn Store>;

    /// What must live as long as the store.
    fn guard(&self) -> Option<Arc<dyn Any + Send + Sync>> {
        None
    }
}

impl<S: Store> Shared for Arc<S> {
    fn store(&self) -> Arc<dyn Store> {
        self.clone()
    }
}

impl Shared for Arc<dyn Store> {
    fn store(&self) -> Arc<dyn Store> {
        self.clone()
    }
}

impl<S: Shared, G: Clone + Send + Sync + 'static> Shared for (S, G) {
    fn store(&self) -> Arc<dyn Store> {
        self.0.store()
    }

    fn guard(&self) -> Option<Arc<dyn Any + Send + Sync>> {
        Some(Arc::new((self.0.guard(), self.1.clone())))
    }
}

/// What opening a store yields: a [`Shared`], or an `Option` of one where it
/// needs a server that may not be running.
pub trait Opened {
    /// The handle.
    type Shared: Shared;

    /// The handle, or `None` when the server is not running.
    fn opened(self) -> Option<Self::Shared>;
}

impl<S: Shared> Opened for S {
    type Shared = S;

    fn opened(self) -> Option<S> {
        Some(self)
    }
}

impl<S: Shared> Opened for Option<S> {
    type Shared = S;

    fn opened(self) -> Self {
        self
    }
}

/// Runs one case, bounded in time, and removes its records when it holds.
/// Without a store it prints that the case is skipped.
///
/// # Panics
/// When the store does not hold to the contract, or hangs.
pub async fn run<F: Future<Output = ()>>(
    store: &str,
    name: &str,
    subject: Option<Subject>,
    case: impl FnOnce(Subject) -> F,
) {
    let Some(subject) = subject else {
        println!("skipped: {name}: {store} is not running");
        return;
    };
    let bounded = tokio::time::timeout(LIMIT, case(subject.clone())).await;
    assert!(bounded.is_ok(), "`{name}` did not end within {LIMIT:?}");
    subject.clean().await;
}

/// 128 random bits as text.
pub(super) fn random_text() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    format!("{:032x}", u128::from_be_bytes(bytes))
}
