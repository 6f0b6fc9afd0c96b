//! A provider that binds tokens, and how a test reads proofs.

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_mock::{MockBuilder, MockServer};
use oauth_runtime::spec::{Alg, CallKind, DpopSpec, Method, ProviderSpec};
use oauth_runtime::transport::{Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{DynClient, DynSession, Provider as _, oauth_provider};
use serde_json::Value;

/// As the RFCs have it, but for the key.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_credentials,
    device = "https://acme.example/device",
    userinfo = "https://acme.example/userinfo",
    revoke = "https://acme.example/revoke",
    api = "https://api.acme.example/v1/"
)]
pub struct Acme;

/// The same with bound tokens.
pub static BOUND: ProviderSpec = bound(Alg::Es256);

pub const fn bound(alg: Alg) -> ProviderSpec {
    ProviderSpec {
        dpop: Some(DpopSpec { alg }),
        ..*Acme::SPEC
    }
}

pub const CALLBACK: &str = "http://127.0.0.1:8080/callback";

pub async fn server(set: impl FnOnce(MockBuilder) -> MockBuilder) -> MockServer {
    set(MockServer::builder(&BOUND)).start().await.unwrap()
}

pub async fn sign_in(server: &MockServer, client: &DynClient) -> DynSession {
    let login = client.authorize(CALLBACK, "").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    login.finish(&callback).await.unwrap()
}

pub async fn me(session: &DynSession) -> Result<Value, oauth_runtime::Error> {
    session.request(Method::Get, "me").json().await
}

/// How many requests of a kind came, and how many of them were told a nonce.
pub fn told(server: &MockServer, kind: CallKind) -> (usize, usize) {
    let ledger = server.ledger();
    let own = ledger.iter().filter(|entry| entry.kind == Some(kind));
    let nonces = own
        .clone()
        .filter(|entry| entry.error == Some("use_dpop_nonce"));
    (own.count(), nonces.count())
}

/// A proof that was sent: its header and its claims.
#[derive(Clone)]
pub struct Sent {
    pub url: String,
    pub authorization: String,
    pub header: Value,
    pub claims: Value,
}

/// The proof of a request, if it has one.
pub fn proof_of(request: &WireRequest) -> Option<Sent> {
    let jwt = request.headers.get("dpop")?.to_str().unwrap().to_owned();
    let mut parts = jwt.split('.').map(|part| {
        let bytes = URL_SAFE_NO_PAD.decode(part).unwrap();
        serde_json::from_slice(&bytes).unwrap_or_default()
    });
    let authorization = request.headers.get("authorization");
    Some(Sent {
        url: request.url.clone(),
        authorization: authorization
            .map_or("", |value| value.to_str().unwrap())
            .into(),
        header: parts.next().unwrap(),
        claims: parts.next().unwrap(),
    })
}

/// A transport that keeps every proof, and answers by this function.
pub fn watched(
    seen: &Arc<Mutex<Vec<Option<Sent>>>>,
    answer: impl Fn(&WireRequest, Option<&Sent>) -> WireResponse + Send + Sync + 'static,
) -> impl Transport {
    let seen = seen.clone();
    move |request: WireRequest, _: Limits| {
        let proof = proof_of(&request);
        let answered = answer(&request, proof.as_ref());
        seen.lock().unwrap().push(proof);
        std::future::ready(Ok::<_, TransportError>(answered))
    }
}
