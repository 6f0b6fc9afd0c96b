//! What a log subscriber sees at its most curious level.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use oauth_runtime::spec::Method;
use oauth_runtime::{DynClient, Provider, oauth_provider};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{answer, json, replying};

/// A provider with every kind of call.
#[oauth_provider(
    authorize = "https://log.example/authorize",
    token = "https://log.example/token",
    revoke = "https://log.example/revoke",
    api = "https://log.example/api/"
)]
pub struct Logged;

/// Writes down every span and event with all fields.
#[derive(Clone, Default)]
struct Sink(Arc<Mutex<String>>);

impl Visit for Sink {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        write!(self.0.lock().unwrap(), " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Sink {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        write!(self.0.lock().unwrap(), "\n{}", span.metadata().name()).unwrap();
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

#[test]
fn spans_name_provider_and_call_and_no_secret() {
    let (transport, _) = replying(|_, request| {
        Ok(match request.url.contains("/token") {
            true => json(r#"{"access_token":"CANARY-at","refresh_token":"CANARY-rt"}"#),
            false => answer(200, &[], ""),
        })
    });
    let client = DynClient::builder(Logged::SPEC, &[], "app")
        .client_secret("CANARY-secret")
        .transport(transport)
        .build()
        .unwrap();
    let sink = Sink::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    tracing::subscriber::with_default(sink.clone(), || {
        runtime.block_on(async {
            let login = client
                .authorize("https://app.example/cb", "a")
                .state("CANARY-state")
                .begin()
                .unwrap();
            let callback = "code=CANARY-code&state=CANARY-state";
            let session = login.finish(callback).await.unwrap();
            session.renew().await.unwrap();
            session
                .request(Method::Get, "x?secret=CANARY-query")
                .send()
                .await
                .unwrap();
            session.revoke().await.unwrap();
            for shown in [
                format!("{client:?} {login:?} {:?}", login.pending()),
                format!("{session:?} {:#?}", session.tokens()),
            ] {
                assert!(!shown.contains("CANARY"), "{shown}");
            }
        });
    });
    let seen = sink.0.lock().unwrap();
    assert!(!seen.contains("CANARY"), "{seen}");
    for call in ["token", "refresh", "api", "revoke"] {
        let line = format!("oauth.call provider=\"logged\" call=\"{call}\"");
        assert!(seen.contains(&line), "{call}: {seen}");
    }
}
