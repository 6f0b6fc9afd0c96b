//! Lines from standard input, so that none is lost and nothing is blocked.

mod watch;

use std::future::pending;
use std::io;
use std::thread;

use oauth_runtime::Secret;
use tokio::sync::{Mutex, oneshot};

use watch::{Keep, Watch};

/// A line, or the end of the input. Without either, nobody waited any more.
type Line = oneshot::Receiver<Option<Secret>>;

/// The line that a thread is reading. It outlives the sign-in that asked for it,
/// so that the next one gets what was typed in between. Its lock is the turn of
/// the one who listens.
static READING: Mutex<Option<Line>> = Mutex::const_new(None);

/// The next line. Never ready after the end of the input.
pub(super) async fn next() -> Secret {
    let mut reading = READING.lock().await;
    let mut keep = None;
    loop {
        let line = match reading.as_mut() {
            Some(line) => line.await,
            None => match begin() {
                Ok((line, own)) => {
                    *reading = Some(line);
                    keep = Some(own);
                    continue;
                }
                Err(_) => Ok(None),
            },
        };
        *reading = None;
        match line {
            Ok(Some(line)) => return line,
            Ok(None) => break,
            // The thread of an earlier sign-in stopped before anything was typed.
            Err(_) => keep = None,
        }
    }
    drop((reading, keep));
    pending().await
}

/// Reads a line in a thread, as long as `Keep` lives. Unlike a runtime's own
/// blocking thread it keeps neither the runtime nor the process from ending.
fn begin() -> io::Result<(Line, Keep)> {
    let (watch, keep) = Watch::new()?;
    let (tell, told) = oneshot::channel();
    thread::Builder::new()
        .name("oauth-terminal".into())
        .spawn(move || {
            if !watch.something_typed() {
                return;
            }
            let mut line = String::new();
            let read = io::stdin().read_line(&mut line);
            let line = Secret::new(line);
            // If nobody waits any more, the next sign-in finds it.
            let _ = tell.send(match read {
                Ok(0) | Err(_) => None,
                Ok(_) => Some(line),
            });
        })?;
    Ok((told, keep))
}
