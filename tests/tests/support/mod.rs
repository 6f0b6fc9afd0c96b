//! What several test modules stand on: a clock that tests drive, transports
//! that are closures, and servers on raw sockets.

pub mod cancel;
pub mod raw;

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use oauth_runtime::clock::Clock;
use oauth_runtime::transport::{Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};

/// A wall clock that stands still until a test moves it.
#[derive(Clone, Default)]
pub struct TestClock(Arc<AtomicU64>);

impl TestClock {
    /// 2026-11-21T00:00:00Z.
    const START: u64 = 1_795_219_200;

    /// Moves both clocks on.
    pub fn advance(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap();
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        let moved = Duration::from_millis(self.0.load(Ordering::SeqCst));
        SystemTime::UNIX_EPOCH + Duration::from_secs(Self::START) + moved
    }

    fn monotonic(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// An answer with these headers and this body, known to be whole.
pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> WireResponse {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(
            name.parse::<HeaderName>().unwrap(),
            HeaderValue::from_str(value).unwrap(),
        );
    }
    WireResponse {
        status,
        headers: map,
        body: body.into(),
        complete: true,
    }
}

/// A JSON answer with status 200.
pub fn json(body: impl Into<String>) -> WireResponse {
    answer(200, &[("content-type", "application/json")], body.into())
}

/// What was sent: method, URL, body.
pub type Sent = Arc<Mutex<Vec<WireRequest>>>;

/// A transport that records each request and answers with `reply`, given the
/// request and its number from zero.
pub fn replying(
    reply: impl Fn(usize, &WireRequest) -> Result<WireResponse, TransportError> + Send + Sync + 'static,
) -> (impl Transport, Sent) {
    let sent = Sent::default();
    let log = sent.clone();
    let count = AtomicUsize::new(0);
    let transport = move |request: WireRequest, _: Limits| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        let result = reply(number, &request);
        log.lock().unwrap().push(request);
        async move { result }
    };
    (transport, sent)
}

/// The body of a sent request as text.
pub fn body_text(request: &WireRequest) -> String {
    String::from_utf8(request.body.to_vec()).unwrap()
}
