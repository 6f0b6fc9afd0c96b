//! No log line holds a secret.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex};
use std::thread::ThreadId;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::world;

/// Writes down every field of every event and span of one thread.
#[derive(Clone)]
struct Lines(Arc<Mutex<String>>, ThreadId);

impl Visit for Lines {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if std::thread::current().id() != self.1 {
            return;
        }
        let mut lines = self.0.lock().unwrap();
        writeln!(lines, "{}={value:?}", field.name()).unwrap();
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        // Not by thread: the answer is remembered for all of them.
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test(flavor = "current_thread")]
async fn logs_and_pages_hold_no_secret() {
    let lines = Lines(Arc::default(), std::thread::current().id());
    tracing::subscriber::set_global_default(lines.clone()).unwrap();
    let world = world().await;
    let (mut browser, mut other) = (world.browser(), world.browser());
    let mut pages = String::new();
    let callback = browser.callback(&world.server, "acme").await;
    pages += &other.get(&callback).await.body;
    pages += &browser.get(&format!("{callback}&code=twice")).await.body;
    pages += &browser.get(&callback).await.body;
    let token = browser.get("/me").await.body;
    pages += &browser.get(&callback).await.body;
    pages += &browser.post("/oauth/acme/sign-out", "").await.body;
    let written = lines.0.lock().unwrap().clone();
    assert!(
        written.contains("signed in") && written.contains("E0409"),
        "{written}"
    );
    let (_, query) = callback.split_once('?').unwrap();
    let mut secrets = vec![token];
    secrets.extend(
        query
            .split('&')
            .map(|pair| pair.split_once('=').unwrap().1.to_owned()),
    );
    for value in browser.cookies.values().chain(other.cookies.values()) {
        secrets.push(value.clone());
    }
    for secret in secrets {
        let start = &secret[..secret.len().min(12)];
        assert!(!written.contains(start), "{start}: {written}");
        assert!(!pages.contains(start), "{start}: {pages}");
    }
}
