//! A client whose requests are written down.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::HeaderMap;
use oauth_runtime::clock::Clock;
use oauth_runtime::random::Random;
use oauth_runtime::spec::ProviderSpec;
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynClient, DynSession, TokenSet};

pub(crate) const SECRET: &str = "s3cret";
pub(crate) const UUID: &str = "07070707-0707-4707-8707-070707070707";

/// 2026-09-21T14:13:20Z
pub(crate) fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

struct Stopped;

impl Clock for Stopped {
    fn now(&self) -> SystemTime {
        now()
    }
}

struct Sevens;

impl Random for Sevens {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

/// What was sent.
#[derive(Clone, Default)]
pub(crate) struct Wire(Arc<Mutex<Vec<WireRequest>>>);

impl Wire {
    /// The last request, line by line; headers by name, without `accept`.
    pub(crate) fn last(&self) -> String {
        let sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let request = sent.last().expect("a request was sent");
        let mut lines = vec![format!("{} {}", request.method.as_str(), request.url)];
        let mut headers: Vec<String> = request
            .headers
            .iter()
            .filter(|(name, _)| *name != "accept")
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        headers.sort();
        lines.extend(headers);
        if !request.body.is_empty() {
            lines.push(String::new());
            lines.push(String::from_utf8(request.body.to_vec()).unwrap());
        }
        lines.join("\n")
    }

    /// The last body's value of a form field.
    pub(crate) fn field(&self, name: &str) -> Option<String> {
        let last = self.last();
        let (_, body) = last.split_once("\n\n")?;
        body.split('&')
            .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
            .map(str::to_owned)
    }
}

/// A client of `app-1`, to which every request answers `answer`.
pub(crate) fn client(
    spec: &'static ProviderSpec,
    vars: &[(&str, &str)],
    answer: &'static str,
) -> (DynClient, Wire) {
    let wire = Wire::default();
    let sent = wire.clone();
    let transport = move |request: WireRequest, _| {
        let mut requests = sent.0.lock().unwrap_or_else(PoisonError::into_inner);
        requests.push(request);
        let mut headers = HeaderMap::new();
        headers.insert("content-type", "application/json".parse().unwrap());
        let response = WireResponse {
            status: 200,
            headers,
            body: Bytes::from_static(answer.as_bytes()),
            complete: true,
        };
        async { Ok(response) }
    };
    let client = DynClient::builder(spec, vars, "app-1")
        .client_secret(SECRET)
        .transport(transport)
        .clock(Stopped)
        .random(Sevens)
        .build()
        .unwrap();
    (client, wire)
}

/// Signs in with a code.
pub(crate) async fn sign_in(client: &DynClient, callback: &str) -> (String, DynSession) {
    let sign_in = client
        .authorize("https://app.example/cb", "")
        .state("st-1")
        .begin()
        .unwrap();
    let session = sign_in.finish(callback).await.unwrap();
    (sign_in.url().to_owned(), session)
}

/// A session that has an access token.
pub(crate) fn session(client: &DynClient) -> DynSession {
    client.session(TokenSet::new("at-1", now()))
}
