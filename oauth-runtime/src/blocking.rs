//! The same library for programs without `async`.
//!
//! [`Wait::wait`] blocks the thread until a request has its answer. Everything that
//! can be awaited can be waited for, so there is no second set of types:
//!
//! ```no_run
//! use oauth_runtime::blocking::Wait as _;
//! use oauth_runtime::{NoVars, oauth_provider};
//!
//! /// A service that a script talks to.
//! #[oauth_provider(
//!     client_credentials = "https://acme.example/token",
//!     api = "https://acme.example/api/",
//! )]
//! pub struct Acme;
//!
//! # #[cfg(feature = "reqwest")]
//! fn main() -> Result<(), oauth_runtime::Error> {
//!     let acme = AcmeClient::builder(NoVars, "client").client_secret("secret").build()?;
//!     let session = acme.client_credentials([]).wait()?;
//!     let me: serde_json::Value = session.get("me").json().wait()?;
//!     println!("{me}");
//!     Ok(())
//! }
//! # #[cfg(not(feature = "reqwest"))]
//! # fn main() {}
//! ```
//!
//! One thread in the background serves sockets and timers for the whole process, and
//! renewals go on in it when whoever asked for them is gone. The future itself runs on
//! the thread that waits, so it may borrow, and any number of threads wait at once.
//! Sessions can be used from blocking and from async code at the same time.
//!
//! Within an async function this blocks the executor's thread: `.await` there.

use std::future::{Future, IntoFuture, pending};
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use tokio::runtime::{Builder, Handle};

use crate::error::{Code, Error};

/// Waits for an answer on this thread.
pub trait Wait<T>: IntoFuture<Output = Result<T, Error>> + Sized {
    /// Blocks the thread until the answer is there.
    ///
    /// # Errors
    /// As when it is awaited, and `E0503` when the operating system gives no thread.
    fn wait(self) -> Result<T, Error> {
        wait(self)?
    }
}

impl<T, F: IntoFuture<Output = Result<T, Error>>> Wait<T> for F {}

/// Blocks the thread until a future has its value: for futures that cannot fail, such
/// as [`Client::shutdown`](crate::Client::shutdown).
///
/// # Errors
/// `E0503` when the operating system gives no thread for the work in the background.
pub fn wait<F: IntoFuture>(future: F) -> Result<F::Output, Error> {
    within(|| run(future.into_future()))
}

/// Runs `work` as if it were within an async function, so that what it starts goes on
/// in the background: `within(|| session.keep_alive())`.
///
/// # Errors
/// `E0503` when the operating system gives no thread for the work in the background.
pub fn within<T>(work: impl FnOnce() -> T) -> Result<T, Error> {
    static BACKGROUND: LazyLock<Result<Handle, Error>> = LazyLock::new(background);
    let runtime = BACKGROUND.as_ref().map_err(Clone::clone)?;
    let _entered = runtime.enter();
    Ok(work())
}

/// Starts the thread that serves sockets, timers and detached work.
fn background() -> Result<Handle, Error> {
    let refused = |error: std::io::Error| {
        let text = format!("the thread for work in the background cannot be started: {error}");
        Error::new(Code::Transport, text)
    };
    let runtime = Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(refused)?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("oauth-background".to_owned())
        .spawn(move || runtime.block_on(pending::<()>()))
        .map_err(refused)?;
    Ok(handle)
}

/// Wakes a thread that waits.
struct Sleeper {
    thread: Thread,
    woken: AtomicBool,
}

impl Wake for Sleeper {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, Ordering::Release);
        self.thread.unpark();
    }
}

/// Polls a future on this thread. No runtime is entered for it, so it may stand
/// within another one, where a runtime's own `block_on` panics.
fn run<F: Future>(future: F) -> F::Output {
    let sleeper = Arc::new(Sleeper {
        thread: thread::current(),
        woken: AtomicBool::new(false),
    });
    let waker = Waker::from(sleeper.clone());
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        while !sleeper.woken.swap(false, Ordering::Acquire) {
            thread::park();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Wait as _, wait, within};
    use crate::clock::Time;
    use crate::error::{Code, Error};

    async fn slept(value: u32) -> Result<u32, Error> {
        Time::default().sleep(Duration::from_millis(1)).await;
        Ok(value)
    }

    #[test]
    fn timers_and_detached_work_run_in_the_background() {
        assert_eq!(slept(7).wait().unwrap(), 7);
        let refused = async { Err::<(), _>(Error::new(Code::Transport, "no")) };
        assert_eq!(refused.wait().unwrap_err().code(), Code::Transport);
        let task = within(|| tokio::spawn(slept(8))).unwrap();
        assert_eq!(wait(task).unwrap().unwrap().unwrap(), 8);
        assert!(tokio::runtime::Handle::try_current().is_err());
    }

    #[test]
    fn a_future_may_borrow_and_need_not_be_send() {
        let text = std::rc::Rc::new("text".to_owned());
        let length = async {
            slept(0).await?;
            Ok::<_, Error>(text.len())
        };
        assert_eq!(length.wait().unwrap(), 4);
    }

    /// The future polls itself awake at once, and is woken from many threads.
    #[test]
    fn no_wake_is_lost() {
        let yielding = async {
            for _ in 0..1000 {
                tokio::task::yield_now().await;
            }
        };
        wait(yielding).unwrap();
        let all: Vec<_> = (0..50)
            .map(|number| std::thread::spawn(move || slept(number).wait().unwrap()))
            .collect();
        let sum: u32 = all.into_iter().map(|thread| thread.join().unwrap()).sum();
        assert_eq!(sum, 1225);
    }

    #[tokio::test]
    async fn within_an_async_function_nothing_panics() {
        assert_eq!(slept(9).wait().unwrap(), 9);
        assert_eq!(slept(9).await.unwrap(), 9);
    }
}
