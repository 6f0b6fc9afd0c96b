//! The one source of time. Tests inject their own.

use std::sync::Arc;
use std::time::SystemTime;

/// Tells the time.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock.
    fn now(&self) -> SystemTime;
}

/// The clock of a client: the system's, or an injected one.
#[derive(Clone, Default)]
pub(crate) enum Time {
    #[default]
    System,
    Injected(Arc<dyn Clock>),
}

impl Time {
    pub(crate) fn now(&self) -> SystemTime {
        match self {
            Self::System => SystemTime::now(),
            Self::Injected(clock) => clock.now(),
        }
    }
}
