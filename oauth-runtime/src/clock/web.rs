//! Clocks and timers of a JavaScript host: a browser, a worker, Node.js.

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::sync::LazyLock;
use std::task::Poll;
use std::time::{Duration, SystemTime};

use js_sys::{Function, Reflect};
use tokio::sync::oneshot;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_time::Instant;
use web_time::web::SystemTimeExt as _;

use crate::transport::BoxFuture;

/// Timers of JavaScript hold signed 32 bits of milliseconds.
const LONGEST: Duration = Duration::from_millis(0x7fff_ffff);

pub(super) fn now() -> SystemTime {
    web_time::SystemTime::now().to_std()
}

pub(super) fn monotonic() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let start = *START;
    Instant::now().saturating_duration_since(start)
}

pub(super) fn sleep(duration: Duration) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        let mut left = duration;
        while !left.is_zero() {
            let step = left.min(LONGEST);
            // What is set up of the host's values is no part of the future, so that it
            // stays `Send`.
            let rung = set(step);
            match rung.await {
                Ok(()) => left = left.saturating_sub(step),
                // A host without timers: the time never comes.
                Err(_) => pending().await,
            }
        }
    })
}

/// Sets a timer. The channel is dropped where there is none to set.
fn set(after: Duration) -> oneshot::Receiver<()> {
    let (ring, rung) = oneshot::channel();
    let timer = Reflect::get(&js_sys::global(), &JsValue::from_str("setTimeout"));
    if let Some(timer) = timer
        .ok()
        .and_then(|timer| timer.dyn_into::<Function>().ok())
    {
        let ring = Closure::once_into_js(move || {
            // Whoever waited may be gone.
            let _ = ring.send(());
        });
        let milliseconds = JsValue::from_f64(after.as_secs_f64() * 1000.0);
        if timer.call2(&JsValue::NULL, &ring, &milliseconds).is_err() {
            tracing::debug!("the host set no timer");
        }
    }
    rung
}

/// The value of a future, unless the time is over before.
pub(crate) async fn timeout<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut over = sleep(limit);
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        over.as_mut().poll(context).map(|()| None)
    })
    .await
}
