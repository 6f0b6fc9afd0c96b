//! Named places where a test makes things go wrong.
//!
//! Without the feature `failpoints` a place is nothing at all. With it, one hook
//! for the whole process is asked at each place: it may abort, panic, wait, or
//! answer the error that a durable step then fails with.

use std::io;

/// The places of a refresh, in the order in which they are passed.
pub const REFRESH: &[&str] = &[
    "refresh.before_lease",
    "refresh.leased",
    "refresh.read",
    "refresh.before_intent",
    "refresh.intent_written",
    "refresh.before_request",
    "refresh.answered",
    "refresh.before_commit",
    "refresh.committed",
    "refresh.before_release",
    "refresh.released",
    "refresh.published",
];

/// Passes a place at which nothing can fail.
#[inline]
pub fn pass(place: &'static str) {
    let _ = reach(place);
}

/// Passes a place at which an operating system call can fail.
///
/// # Errors
/// What the hook answers; without the feature, never.
#[inline]
pub fn reach(place: &'static str) -> io::Result<()> {
    #[cfg(feature = "failpoints")]
    return hook::ask(place);
    #[cfg(not(feature = "failpoints"))]
    {
        let _ = place;
        Ok(())
    }
}

#[cfg(feature = "failpoints")]
pub use hook::{clear, install};

#[cfg(feature = "failpoints")]
mod hook {
    use std::io;
    use std::sync::{Arc, PoisonError, RwLock};

    type Hook = Arc<dyn Fn(&'static str) -> io::Result<()> + Send + Sync>;

    static HOOK: RwLock<Option<Hook>> = RwLock::new(None);

    /// Asks this hook at every place, in the whole process.
    pub fn install(hook: impl Fn(&'static str) -> io::Result<()> + Send + Sync + 'static) {
        *HOOK.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(hook));
    }

    /// Asks no hook any more.
    pub fn clear() {
        *HOOK.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    pub(super) fn ask(place: &'static str) -> io::Result<()> {
        let hook = HOOK.read().unwrap_or_else(PoisonError::into_inner).clone();
        hook.map_or(Ok(()), |hook| hook(place))
    }
}
