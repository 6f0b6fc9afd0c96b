//! A web site on loopback that answers with pages and remembers the requests.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::Request;
use axum::response::Response;
use http::HeaderMap;
use oauth_pages::Page;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A request that came.
#[derive(Clone, Debug)]
pub struct Came {
    pub method: String,
    /// Path and query.
    pub target: String,
    pub headers: HeaderMap,
    pub body: String,
}

impl Came {
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }
}

pub struct Site {
    pub origin: String,
    requests: Arc<Mutex<Vec<Came>>>,
    serving: JoinHandle<()>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Site {
    /// A site on `127.0.0.1`.
    pub async fn start(answer: impl Fn(&Came) -> Page + Clone + Send + Sync + 'static) -> Self {
        Self::at((Ipv4Addr::LOCALHOST, 0).into(), answer)
            .await
            .unwrap()
    }

    /// A site on `[::1]`, where the machine has that address.
    pub async fn start_v6(
        answer: impl Fn(&Came) -> Page + Clone + Send + Sync + 'static,
    ) -> Option<Self> {
        Self::at((Ipv6Addr::LOCALHOST, 0).into(), answer).await
    }

    async fn at(
        address: SocketAddr,
        answer: impl Fn(&Came) -> Page + Clone + Send + Sync + 'static,
    ) -> Option<Self> {
        let listener = TcpListener::bind(address).await.ok()?;
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::<Mutex<Vec<Came>>>::default();
        let seen = requests.clone();
        let app = Router::new().fallback(move |request: Request| {
            let (seen, answer) = (seen.clone(), answer.clone());
            async move {
                let came = read(request).await;
                seen.lock().unwrap().push(came.clone());
                response(answer(&came))
            }
        });
        let serving = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Some(Self {
            origin,
            requests,
            serving,
        })
    }

    /// All requests so far.
    pub fn requests(&self) -> Vec<Came> {
        let requests = self.requests.lock();
        requests.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The requests with this method.
    pub fn of(&self, method: &str) -> Vec<Came> {
        let mut requests = self.requests();
        requests.retain(|came| came.method == method);
        requests
    }
}

async fn read(request: Request) -> Came {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    Came {
        method: head.method.to_string(),
        target: head.uri.to_string(),
        headers: head.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    }
}

fn response(page: Page) -> Response {
    let mut response = Response::builder().status(page.status);
    for (name, value) in page.headers {
        response = response.header(name, value);
    }
    response.body(page.body.into()).unwrap()
}
