//! The default transport.

use std::error::Error as _;
use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderValue, Version, header};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, Identity, Method, Request, Response, Url};
use tokio::time::timeout;

use super::{BoxFuture, Limits, Transport, TransportError, connect};
use crate::error::{Code, Error};
use crate::secret::Secret;
use crate::wire::{WireRequest, WireResponse};

/// After the deadline, an answer that has already come is still read: a process
/// that was suspended wakes up to both, and the answer may hold the only live tokens.
const LAST_LOOK: Duration = Duration::from_millis(100);

/// A transport on reqwest with connection reuse.
///
/// It is built from a closure and not from a finished client: a finished client
/// follows redirects, and would send a client secret on to another origin.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(Client);

impl ReqwestTransport {
    /// A transport with reqwest's defaults for proxy, TLS and pool.
    ///
    /// # Errors
    /// `E0503` when TLS cannot be set up.
    pub fn new() -> Result<Self, Error> {
        Self::with(|builder| builder)
    }

    /// A transport whose proxy, certificates or timeouts are set by `configure`.
    /// Redirects and `Referer` stay off whatever it sets.
    ///
    /// # Errors
    /// `E0503` when the client cannot be built.
    pub fn with(configure: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Self, Error> {
        let defaults = Client::builder()
            .connect_timeout(Duration::from_secs(10))
            .user_agent(concat!("oauth-runtime/", env!("CARGO_PKG_VERSION")));
        configure(defaults)
            .redirect(Policy::none())
            .referer(false)
            .build()
            .map(Self)
            .map_err(|error| {
                Error::new(
                    Code::Transport,
                    format!("the HTTP client cannot be set up: {}", innermost(&error)),
                )
            })
    }

    /// As [`Self::with`], with a client certificate that the server may ask for
    /// (RFC 8705 §2): certificate chain and private key, one after the other in PEM.
    ///
    /// # Errors
    /// `E0603` when it is not that, `E0503` when the client cannot be built.
    pub fn with_client_certificate(
        pem: &Secret,
        configure: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, Error> {
        // What the reader says may quote the text, which holds a key.
        let identity = Identity::from_pem(pem.expose().as_bytes()).map_err(|_| {
            Error::new(
                Code::InputRefused,
                "the client certificate is not PEM with a certificate chain and one private key",
            )
            .key("client_certificate")
        })?;
        Self::with(|builder| configure(builder).identity(identity))
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: WireRequest,
        limits: Limits,
    ) -> BoxFuture<'_, Result<WireResponse, TransportError>> {
        Box::pin(async move {
            let method = match request.method {
                crate::spec::Method::Get => Method::GET,
                crate::spec::Method::Head => Method::HEAD,
                crate::spec::Method::Post => Method::POST,
                crate::spec::Method::Put => Method::PUT,
                crate::spec::Method::Patch => Method::PATCH,
                crate::spec::Method::Delete => Method::DELETE,
            };
            let url = Url::parse(&request.url)
                .map_err(|error| TransportError::NotSent(error.to_string()))?;
            let bodiless = matches!(method, Method::GET | Method::HEAD) && request.body.is_empty();
            let mut sent = Request::new(method, url.clone());
            *sent.headers_mut() = request.headers;
            // hyper leaves the length of an empty body out, and some servers ask for it (RFC 9110 §8.6).
            if !bodiless && request.body.is_empty() {
                let none = HeaderValue::from_static("0");
                sent.headers_mut().insert(header::CONTENT_LENGTH, none);
            }
            if !bodiless {
                *sent.body_mut() = Some(request.body.into());
            }
            let answered = async {
                let response =
                    self.0
                        .execute(sent)
                        .await
                        .map_err(|error| match error.is_connect() {
                            true => TransportError::NotSent(connect::describe(&error, &url)),
                            false => classify(error),
                        })?;
                read(response, limits.body).await
            };
            let mut answered = pin!(answered);
            let in_time = timeout(limits.deadline, &mut answered).await;
            match in_time {
                Ok(answered) => answered,
                Err(_) => timeout(LAST_LOOK, answered)
                    .await
                    .unwrap_or(Err(TransportError::Deadline)),
            }
        })
    }
}

async fn read(mut response: Response, limit: usize) -> Result<WireResponse, TransportError> {
    let status = response.status().as_u16();
    let complete = tells_its_end(&response);
    let headers = std::mem::take(response.headers_mut());
    // The decoded body is counted while it streams: the length a server
    // announces is that of the compressed one.
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    while let Some(chunk) = response.chunk().await.map_err(classify)? {
        if first.len() + rest.len() + chunk.len() > limit {
            return Err(TransportError::TooLarge);
        }
        if rest.is_empty() && first.is_empty() {
            first = chunk;
            continue;
        }
        if rest.is_empty() {
            rest.extend_from_slice(&std::mem::take(&mut first));
        }
        rest.extend_from_slice(&chunk);
    }
    Ok(WireResponse {
        status,
        headers,
        body: if rest.is_empty() {
            first
        } else {
            rest.freeze()
        },
        complete,
    })
}

/// Whether the end of the body is told by length, chunks, HTTP/2 or TLS, and
/// not only by a closed connection.
fn tells_its_end(response: &Response) -> bool {
    let headers = response.headers();
    response.version() >= Version::HTTP_2
        || response.url().scheme() == "https"
        || headers.contains_key(header::CONTENT_LENGTH)
        || headers.contains_key(header::TRANSFER_ENCODING)
}

/// reqwest prints whole URLs in its errors; only kinds and the innermost cause get out.
fn classify(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_builder() {
        return TransportError::NotSent(innermost(&error));
    }
    if error.is_timeout() {
        return TransportError::Deadline;
    }
    TransportError::NoAnswer(innermost(&error))
}

fn innermost(error: &reqwest::Error) -> String {
    let mut source = error.source();
    let mut text = None;
    while let Some(inner) = source {
        text = Some(inner.to_string());
        source = inner.source();
    }
    let text = text.unwrap_or_else(|| error.to_string());
    crate::error::OAuthError::clean(&text, &[])
}
