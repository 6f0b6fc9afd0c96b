//! The provider of these benchmarks. Its token endpoint is a closure: what is
//! measured is the session and the store, not the network.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use oauth_runtime::store::Store;
use oauth_runtime::transport::{Limits, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{Expiry, NoVars, Secret, TokenSet, oauth_provider};

/// A provider that replaces the refresh token each time.
#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token = "https://acme.example/oauth/token"
)]
pub struct Acme;

pub fn client(store: Arc<dyn Store>) -> AcmeClient {
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    let process = std::process::id();
    let answer = move |_: WireRequest, _: Limits| async move {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let body = format!(
            r#"{{"access_token":"at-{process}-{number:060}","token_type":"Bearer","expires_in":3600,"refresh_token":"rt-{process}-{number:060}"}}"#
        );
        Ok::<_, TransportError>(WireResponse {
            status: 200,
            headers: http::HeaderMap::from_iter([(
                http::header::CONTENT_TYPE,
                http::HeaderValue::from_static("application/json"),
            )]),
            body: body.into(),
            complete: true,
        })
    };
    AcmeClient::builder(NoVars, "bench")
        .transport(answer)
        .store(store)
        .build()
        .unwrap()
}

pub fn tokens() -> TokenSet {
    let now = SystemTime::now();
    let mut tokens = TokenSet::new("at".repeat(32), now);
    tokens.refresh_token = Some(Secret::new("rt".repeat(32)));
    tokens.expires = Expiry::At(now + Duration::from_secs(3600));
    tokens
}
