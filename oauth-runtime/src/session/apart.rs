//! Work that goes on when its caller is gone.

use std::future::Future;
use std::sync::Arc;

use super::hub::Hub;
use crate::error::{Code, Error};

/// Runs work that brings tokens in a task of its own, so that a dropped caller
/// never drops an answer, and a shutdown waits for it. Outside a tokio runtime
/// it runs in place.
pub(crate) async fn apart<T: Send + 'static>(
    hub: &Arc<Hub>,
    work: impl Future<Output = Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return work.await;
    };
    let counted = hub.work();
    let running = runtime.spawn(async move {
        let done = work.await;
        drop(counted);
        done
    });
    match running.await {
        Ok(done) => done,
        Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
        Err(_) => Err(Error::new(
            Code::ShutDown,
            "the runtime was shut down before the answer came",
        )),
    }
}
