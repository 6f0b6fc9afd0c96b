//! The one source of time. Tests inject their own.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant, SystemTime};

use crate::transport::BoxFuture;

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
        system_monotonic()
    }

    /// Waits by the monotonic clock. The default is tokio's timer.
    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        system_sleep(duration)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place that asks the system"
)]
fn system_monotonic() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let start = *START;
    Instant::now().saturating_duration_since(start)
}

#[expect(clippy::disallowed_methods, reason = "the one place that waits")]
fn system_sleep(duration: Duration) -> BoxFuture<'static, ()> {
    Box::pin(tokio::time::sleep(duration))
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

    pub(crate) fn monotonic(&self) -> Duration {
        match self {
            Self::System => system_monotonic(),
            Self::Injected(clock) => clock.monotonic(),
        }
    }

    pub(crate) fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        match self {
            Self::System => system_sleep(duration),
            Self::Injected(clock) => clock.sleep(duration),
        }
    }
}
