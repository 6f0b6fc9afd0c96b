//! Renewal ahead of time, in a task that nothing ends but its owner.

use std::time::Duration;

use tokio::task::JoinHandle;

use super::dynamic::DynSession;

/// Renews a session's tokens ahead of time, until it is dropped.
///
/// It survives errors, panics and outages of any length: it waits longer each
/// time, up to five minutes, and goes on. A session that needs a new sign-in is
/// looked at again at the same pace, so that a sign-in elsewhere is found.
#[derive(Debug)]
pub struct KeepAlive(Option<JoinHandle<()>>);

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// A token without a known end is looked at this often.
const IDLE: Duration = Duration::from_secs(300);

impl KeepAlive {
    /// Starts the task on the current tokio runtime; without one nothing runs.
    pub(super) fn start(session: DynSession) -> Self {
        let runtime = tokio::runtime::Handle::try_current().ok();
        Self(runtime.map(|runtime| runtime.spawn(watch(session))))
    }

    /// Whether the task runs. It ends only with its owner and its runtime.
    #[must_use]
    pub fn is_running(&self) -> bool {
        self.0.as_ref().is_some_and(|task| !task.is_finished())
    }
}

impl Drop for KeepAlive {
    fn drop(&mut self) {
        if let Some(task) = &self.0 {
            task.abort();
        }
    }
}

async fn watch(session: DynSession) {
    let time = session.core().time.clone();
    let mut pause = FIRST_PAUSE;
    loop {
        let due = session.load().due_in(&time);
        if session.fresh_token().is_some() {
            // Never longer than the wall clock may need to be believed again.
            let wait = due.unwrap_or(IDLE).clamp(Duration::from_millis(1), IDLE);
            time.sleep(wait).await;
            continue;
        }
        let renewing = session.clone();
        // In a task of its own: its panic is not ours.
        let renewed = tokio::spawn(async move { renewing.renew().await.map(|_| ()) }).await;
        let wish = match renewed {
            Ok(Ok(())) if session.fresh_token().is_some() => {
                pause = FIRST_PAUSE;
                continue;
            }
            // A token that is over when it comes is no reason to ask in a loop.
            Ok(Ok(())) => None,
            Ok(Err(error)) => error.retry_after(),
            Err(_) => None,
        };
        let wait = wish.unwrap_or(pause).clamp(FIRST_PAUSE, LONGEST_PAUSE);
        time.sleep(session.shared().jittered(wait)).await;
        pause = pause.saturating_mul(2).min(LONGEST_PAUSE);
    }
}
