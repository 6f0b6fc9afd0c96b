//! The service that the layer makes.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower_service::Service;

use super::repeat::RepeatBody;
use crate::NotRepeated;
use crate::gate::Gate;

/// An HTTP client service with a session's token in its requests.
#[derive(Clone, Debug)]
pub struct OAuthService<S, R> {
    inner: S,
    gate: Gate,
    repeat: R,
}

impl<S, R> OAuthService<S, R> {
    pub(super) const fn new(inner: S, gate: Gate, repeat: R) -> Self {
        Self {
            inner,
            gate,
            repeat,
        }
    }
}

/// Why a request has no answer.
#[derive(Debug)]
#[non_exhaustive]
pub enum MiddlewareError<E> {
    /// There is no token for it, or it may not carry one.
    OAuth(oauth_runtime::Error),
    /// The HTTP client failed.
    Inner(E),
}

impl<E: fmt::Display> fmt::Display for MiddlewareError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OAuth(error) => error.fmt(f),
            Self::Inner(error) => error.fmt(f),
        }
    }
}

impl<E: std::error::Error> std::error::Error for MiddlewareError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Both print as what they hold, so the next cause is the held one's.
        match self {
            Self::OAuth(error) => error.source(),
            Self::Inner(error) => error.source(),
        }
    }
}

impl<E> From<oauth_runtime::Error> for MiddlewareError<E> {
    fn from(error: oauth_runtime::Error) -> Self {
        Self::OAuth(error)
    }
}

impl<S, R, B, A> Service<Request<B>> for OAuthService<S, R>
where
    S: Service<Request<B>, Response = Response<A>> + Clone + Send + 'static,
    S::Future: Send,
    S::Error: Send,
    R: RepeatBody<B>,
    B: Send + 'static,
    A: Send + 'static,
{
    type Response = Response<A>;
    type Error = MiddlewareError<S::Error>;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(cx).map_err(MiddlewareError::Inner)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that was polled is ready; a clone of it may not be.
        let next = self.inner.clone();
        let inner = std::mem::replace(&mut self.inner, next);
        Box::pin(send(inner, self.gate.clone(), self.repeat.clone(), request))
    }
}

async fn send<S, R, B, A>(
    mut inner: S,
    gate: Gate,
    repeat: R,
    request: Request<B>,
) -> Result<Response<A>, MiddlewareError<S::Error>>
where
    S: Service<Request<B>, Response = Response<A>>,
    R: RepeatBody<B>,
{
    let (mut head, body) = request.into_parts();
    let unsigned = head.clone();
    let Some(seen) = gate
        .admit(&head.method, &mut head.uri, &mut head.headers)
        .await?
    else {
        let plain = Request::from_parts(head, body);
        return inner.call(plain).await.map_err(MiddlewareError::Inner);
    };
    let copy = repeat.copy(&body);
    let first = inner.call(Request::from_parts(head, body)).await;
    let mut first = first.map_err(MiddlewareError::Inner)?;
    if !gate.renews(seen, first.status(), first.headers()).await? {
        return Ok(first);
    }
    let Some(body) = copy else {
        first.extensions_mut().insert(NotRepeated);
        return Ok(first);
    };
    // What the API refused is read no further, and its connection is free.
    drop(first);
    let mut head = unsigned;
    let Some(with) = gate
        .admit(&head.method, &mut head.uri, &mut head.headers)
        .await?
    else {
        let plain = Request::from_parts(head, body);
        return inner.call(plain).await.map_err(MiddlewareError::Inner);
    };
    poll_fn(|cx| inner.poll_ready(cx))
        .await
        .map_err(MiddlewareError::Inner)?;
    let second = inner.call(Request::from_parts(head, body)).await;
    let second = second.map_err(MiddlewareError::Inner)?;
    gate.repeated(with, second.status(), second.headers());
    Ok(second)
}
