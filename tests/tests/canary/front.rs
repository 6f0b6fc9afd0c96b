//! TLS with HTTP/2 in front of a mock, under a certificate authority of its own.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{Method, StatusCode, Uri, Version};
use axum::response::Response;
use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use reqwest::{Certificate, ClientBuilder};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::server::TlsStream;

/// A server that ends TLS and passes requests on.
pub struct Front {
    /// `https://127.0.0.1:PORT`.
    pub origin: String,
    authority: Certificate,
    serving: JoinHandle<()>,
}

struct Tls(TcpListener, TlsAcceptor);

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.0.accept().await.unwrap();
            if let Ok(stream) = self.1.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Front {
    pub async fn start(below: &str) -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let authority = params.self_signed(&key).unwrap();
        let issuer = Issuer::new(params, key);
        let own_key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
        let own = own.signed_by(&own_key, &issuer).unwrap();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(own_key.serialize_der()));
        let mut config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![own.der().clone()], key)
            .unwrap();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("https://{}", listener.local_addr().unwrap());
        let tls = Tls(listener, TlsAcceptor::from(Arc::new(config)));
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        let router = Router::new()
            .fallback(pass)
            .with_state((client, below.to_owned()));
        Self {
            origin,
            authority: Certificate::from_der(authority.der()).unwrap(),
            serving: tokio::spawn(async move { axum::serve(tls, router).await.unwrap() }),
        }
    }

    /// A client that trusts this authority and no other.
    pub fn trusted_by(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.no_proxy().tls_certs_only([self.authority.clone()])
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Passes a request on to the mock, and its answer back.
async fn pass(
    State((client, below)): State<(reqwest::Client, String)>,
    version: Version,
    method: Method,
    uri: Uri,
    mut headers: axum::http::HeaderMap,
    body: Bytes,
) -> Result<Response, StatusCode> {
    assert_eq!(version, Version::HTTP_2);
    headers.remove("host");
    let target = uri.path_and_query().map_or("/", |target| target.as_str());
    let mut request = client
        .request(method, format!("{below}{target}"))
        .headers(headers);
    if !body.is_empty() {
        request = request.body(body);
    }
    let answer = request.send().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await.map_err(|_| StatusCode::BAD_GATEWAY)?;
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    // HTTP/2 has no such fields (RFC 9113 §8.2.2).
    response.headers_mut().remove("connection");
    response.headers_mut().remove("transfer-encoding");
    Ok(response)
}
