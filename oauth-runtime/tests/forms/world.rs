//! A clock that tests drive, and a transport that answers from a list.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use oauth_runtime::clock::Clock;
use oauth_runtime::transport::{Limits, Transport};
use oauth_runtime::wire::{WireRequest, WireResponse};

/// A clock that stands still until a test moves it.
#[derive(Clone, Default)]
pub struct TestClock(Arc<AtomicU64>);

impl TestClock {
    /// 2026-11-21T00:00:00Z.
    const START: u64 = 1_795_219_200;

    pub fn advance(&self, seconds: u64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        let moved = Duration::from_secs(self.0.load(Ordering::SeqCst));
        SystemTime::UNIX_EPOCH + Duration::from_secs(Self::START) + moved
    }

    fn monotonic(&self) -> Duration {
        Duration::from_secs(self.0.load(Ordering::SeqCst))
    }
}

/// An answer of status 200, read by its content.
pub fn ok(body: &str) -> WireResponse {
    status(200, body)
}

pub fn status(status: u16, body: &str) -> WireResponse {
    let mut headers = HeaderMap::new();
    let media = if body.starts_with('<') {
        "text/xml"
    } else {
        "application/json"
    };
    headers.insert("content-type", HeaderValue::from_static(media));
    WireResponse {
        status,
        headers,
        body: Bytes::from(body.to_owned()),
        complete: true,
    }
}

/// What was sent.
#[derive(Clone, Default)]
pub struct Sent(Arc<Mutex<Vec<WireRequest>>>);

impl Sent {
    pub fn count(&self) -> usize {
        self.0.lock().unwrap().len()
    }

    /// Method and URL of a request, and its body.
    pub fn wire(&self, at: usize) -> (String, String) {
        let sent = self.0.lock().unwrap();
        let request = &sent[at];
        let line = format!("{} {}", request.method.as_str(), request.url);
        (line, String::from_utf8(request.body.to_vec()).unwrap())
    }

    pub fn header(&self, at: usize, name: &str) -> Option<String> {
        let sent = self.0.lock().unwrap();
        let value = sent[at].headers.get(name)?;
        Some(value.to_str().unwrap().to_owned())
    }
}

/// A transport that gives these answers, one after the other.
pub fn answering(answers: impl IntoIterator<Item = WireResponse>) -> (impl Transport, Sent) {
    let left = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
    let sent = Sent::default();
    let log = sent.clone();
    let transport = move |request: WireRequest, _: Limits| {
        log.0.lock().unwrap().push(request);
        let answer = left.lock().unwrap().pop_front();
        async move { Ok(answer.expect("a request that no answer was written for")) }
    };
    (transport, sent)
}
