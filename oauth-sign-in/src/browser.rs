//! Starting a browser.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

/// Opens an address in a browser.
pub(crate) type Opener = Arc<dyn Fn(&str) -> io::Result<()> + Send + Sync>;

/// How long an opener may take before the person is shown the address all the same.
const PATIENCE: Duration = Duration::from_secs(3);

/// The system's way to open an address, if it is compiled in.
///
/// It starts programs with arguments, never a shell, and honours `BROWSER`, whose
/// words are split at spaces and in which `%s` stands for the address.
pub(crate) fn system() -> Option<Opener> {
    #[cfg(feature = "browser")]
    return Some(Arc::new(webbrowser::open));
    #[cfg(not(feature = "browser"))]
    None
}

/// Opens an address that was checked. `false` when no browser was started, or
/// nobody knows whether one was.
///
/// It runs in a thread of its own: a browser for terminals returns when it is
/// closed, and a runtime that ends waits for its own blocking threads.
pub(crate) async fn open(opener: Option<Opener>, url: String) -> bool {
    let Some(opener) = opener else {
        return false;
    };
    let (tell, told) = oneshot::channel();
    let started = thread::Builder::new()
        .name("oauth-browser".into())
        .spawn(move || {
            // Whoever asked may be gone.
            let _ = tell.send(opener(&url));
        });
    if started.is_err() {
        return false;
    }
    match tokio::time::timeout(PATIENCE, told).await {
        Ok(Ok(Ok(()))) => true,
        Ok(Ok(Err(error))) => {
            tracing::debug!(kind = ?error.kind(), "no browser was started");
            false
        }
        Ok(Err(_)) | Err(_) => false,
    }
}
