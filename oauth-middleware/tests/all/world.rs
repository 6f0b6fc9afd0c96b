//! A provider with every way to carry a token, its server, and an HTTP client
//! that records instead of sending.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body_util::Full;
use oauth_middleware::{MiddlewareError, OAuthLayer};
use oauth_mock::MockServer;
use oauth_runtime::spec::{Bearer, CallKind};
use oauth_runtime::{NoVars, Provider, Session, oauth_provider};
use tower::{Layer, Service, ServiceExt};

#[oauth_provider(
    client_credentials = "https://id.acme.example/token",
    api(
        base = "https://api.acme.example/v1/",
        trust("*.pages.acme.example"),
        bearer(
            authorization,
            header("x-access-token"),
            query("access_token", reason = "the vendor's second form"),
            cookie("SESSION"),
        ),
        headers("x-version" = "3"),
        renew_on(401, 403),
        stop_on(410),
    ),
)]
pub struct Acme;

pub type Body = Full<Bytes>;

pub async fn server() -> MockServer {
    MockServer::builder(Acme::SPEC)
        .client("app", Some("s3cret"))
        .start()
        .await
        .unwrap()
}

/// A session whose tokens come from the server. API calls are addressed to the
/// declared host.
pub async fn session(server: &MockServer, bearer: Option<Bearer>) -> Session<Acme> {
    let mut builder = AcmeClient::builder(NoVars, "app")
        .client_secret("s3cret")
        .endpoint(
            CallKind::ClientCredentials,
            format!("{}/token", server.origin()),
        )
        .clock(server.clock());
    if let Some(bearer) = bearer {
        builder = builder.bearer(bearer);
    }
    let client = builder.build().unwrap();
    client.client_credentials([]).await.unwrap()
}

/// As [`session`], with API calls that go to the server as well.
pub async fn session_against(server: &MockServer) -> Session<Acme> {
    let client = AcmeClient::builder(NoVars, "app")
        .client_secret("s3cret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    client.client_credentials([]).await.unwrap()
}

/// What the recording client was given.
#[derive(Clone, Debug)]
pub struct Seen {
    pub uri: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Seen {
    pub fn token(&self) -> Option<&str> {
        self.headers.get("authorization")?.to_str().ok()
    }
}

/// An HTTP client that records requests and answers statuses from a list, then
/// 200. It insists on being asked for readiness before each call.
#[derive(Debug, Default)]
pub struct Recorder {
    seen: Arc<Mutex<Vec<Seen>>>,
    statuses: Arc<Mutex<VecDeque<u16>>>,
    is_ready: bool,
}

impl Clone for Recorder {
    fn clone(&self) -> Self {
        Self {
            seen: self.seen.clone(),
            statuses: self.statuses.clone(),
            // Readiness belongs to the one that was asked.
            is_ready: false,
        }
    }
}

impl Recorder {
    pub fn answering(statuses: impl IntoIterator<Item = u16>) -> Self {
        Self {
            statuses: Arc::new(Mutex::new(statuses.into_iter().collect())),
            ..Self::default()
        }
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

impl Service<Request<Body>> for Recorder {
    type Response = Response<()>;
    type Error = Infallible;
    type Future = Ready<Result<Response<()>, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.is_ready = true;
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        assert!(std::mem::take(&mut self.is_ready), "it was not asked");
        let (head, body) = request.into_parts();
        self.seen.lock().unwrap().push(Seen {
            uri: head.uri.to_string(),
            headers: head.headers,
            body: bytes_of(body),
        });
        let status = self.statuses.lock().unwrap().pop_front().unwrap_or(200);
        ready(Ok(Response::builder().status(status).body(()).unwrap()))
    }
}

/// The bytes of a body that is in memory.
fn bytes_of(body: Body) -> Bytes {
    use http_body_util::BodyExt;
    use std::pin::pin;

    let collected = pin!(body.collect());
    match collected.poll(&mut Context::from_waker(std::task::Waker::noop())) {
        Poll::Ready(Ok(collected)) => collected.to_bytes(),
        _ => panic!("it is in memory"),
    }
}

/// A `POST` with a body.
pub fn post(uri: &str, body: &'static str) -> Request<Body> {
    Request::post(uri)
        .body(Full::new(Bytes::from_static(body.as_bytes())))
        .unwrap()
}

/// Sends a request through a layer.
pub async fn through(
    layer: &OAuthLayer,
    recorder: &Recorder,
    request: Request<Body>,
) -> Result<Response<()>, MiddlewareError<Infallible>> {
    layer.layer(recorder.clone()).oneshot(request).await
}
