//! The one source of time. Tests inject their own.

#[cfg_attr(
    all(target_family = "wasm", target_os = "unknown"),
    path = "clock/web.rs"
)]
mod system;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use crate::transport::BoxFuture;

pub(crate) use system::timeout;

/// Tells the time by two clocks, and waits.
///
/// The wall clock can be set and jumps with it; the monotonic clock may stand
/// still while a machine sleeps. A token counts as over when either says so.
pub trait Clock: Send + Sync + 'static {
    /// The wall clock.
    fn now(&self) -> SystemTime;

    /// The monotonic clock: the time since a moment that does not change while
    /// the process lives. The default is the system's.
    fn monotonic(&self) -> Duration {
        system::monotonic()
    }

    /// Waits by the monotonic clock. The default is tokio's timer, and on
    /// `wasm32-unknown-unknown` the timer of the JavaScript host.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        system::sleep(duration)
    }
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
            Self::System => system::now(),
            Self::Injected(clock) => clock.now(),
        }
    }

    pub(crate) fn monotonic(&self) -> Duration {
        match self {
            Self::System => system::monotonic(),
            Self::Injected(clock) => clock.monotonic(),
        }
    }

    pub(crate) fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match self {
            Self::System => system::sleep(duration),
            Self::Injected(clock) => clock.sleep(duration),
        }
    }
}
