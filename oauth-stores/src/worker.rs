//! Work that blocks, away from the threads that drive futures.

use oauth_runtime::store::{StoreError, StoreErrorKind};

/// Runs work on a thread that may block. It runs to its end also when the
/// future is dropped.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|error| {
            let text = match error.is_panic() {
                true => "the thread that worked for the store panicked",
                false => "the runtime is shutting down, so the store did not start its work",
            };
            Err(StoreError::new(StoreErrorKind::Unavailable, text))
        })
}
