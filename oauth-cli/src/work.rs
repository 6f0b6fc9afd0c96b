//! Running a command that waits: for a provider, a store or a person.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use oauth_runtime::DynClient;
use oauth_runtime::store::BoxFuture;

use crate::Failure;

/// How long an answer that is on its way is waited for, so that it is stored.
const PATIENCE: Duration = Duration::from_secs(10);

/// What is done when a command is over, however it ended.
#[derive(Clone, Default)]
pub(crate) struct Ending(Arc<Mutex<Vec<BoxFuture<'static, ()>>>>);

impl Ending {
    /// Does this at the end, after what was asked for before.
    pub(crate) fn then(&self, last: impl Future<Output = ()> + Send + 'static) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(Box::pin(last));
    }

    /// Finishes at the end what the client has in flight: a renewal whose answer is lost
    /// would cost the person a new sign-in.
    pub(crate) fn finish(&self, client: &DynClient) {
        let client = client.clone();
        self.then(async move {
            client.shutdown(PATIENCE).await;
        });
    }

    async fn come(&self) {
        let all = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        for last in all {
            last.await;
        }
    }
}

/// Runs a command to its end, or until Ctrl-C. Then its future is dropped, and with it
/// listeners and everything else it held. A second Ctrl-C does not wait for the ending.
pub(crate) fn run<T, F>(command: impl FnOnce(Ending) -> F) -> Result<T, Failure>
where
    F: Future<Output = Result<T, Failure>>,
{
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let ending = Ending::default();
    let outcome = runtime.block_on(async {
        let outcome = tokio::select! {
            // From the first look on, Ctrl-C is this function's affair.
            biased;
            pressed = tokio::signal::ctrl_c() => pressed
                .map_err(Failure::from)
                .and(Err(Failure::Interrupted)),
            outcome = command(ending.clone()) => outcome,
        };
        tokio::select! {
            biased;
            _ = tokio::signal::ctrl_c() => (),
            () = ending.come() => (),
        }
        outcome
    });
    // A thread that waits for a line from the terminal must not hold up the end.
    runtime.shutdown_background();
    outcome
}
