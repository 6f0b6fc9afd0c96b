//! A tower layer over any HTTP client service.

mod repeat;
mod service;

pub use repeat::{Cloned, Never, RepeatBody, RepeatBy};
pub use service::{MiddlewareError, OAuthService};

use oauth_runtime::capability::Api;
use oauth_runtime::{DynSession, Session};
use tower_layer::Layer;

use crate::gate::Gate;

/// Puts a session's access token into the requests of an HTTP client service.
///
/// ```
/// use http_body_util::Full;
/// use oauth_middleware::OAuthLayer;
/// use oauth_runtime::{Provider, Session, capability::Api};
/// use tower::{Layer, Service, ServiceExt};
///
/// async fn company<P: Provider + Api, C>(
///     session: Session<P>,
///     client: C,
/// ) -> Result<(), Box<dyn std::error::Error>>
/// where
///     C: Service<http::Request<Full<bytes::Bytes>>, Response = http::Response<String>>
///         + Clone
///         + Send
///         + 'static,
///     C::Error: std::error::Error + Send + 'static,
///     C::Future: Send,
/// {
///     let client = OAuthLayer::new(session).layer(client);
///     let request = http::Request::get("https://api.acme.example/v1/companies/1")
///         .body(Full::default())?;
///     let answer = client.oneshot(request).await?;
///     println!("{}", answer.status());
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct OAuthLayer<R = Cloned> {
    gate: Gate,
    repeat: R,
}

impl OAuthLayer {
    /// A layer with the tokens of a session. Request bodies are cloned, so that a
    /// request can be repeated.
    #[must_use]
    pub fn new<P: Api>(session: Session<P>) -> Self {
        Self::from_dyn(session.as_dyn().clone())
    }

    /// The same with a session whose provider is known only at run time.
    #[must_use]
    pub fn from_dyn(session: DynSession) -> Self {
        Self {
            gate: Gate::new(session),
            repeat: Cloned,
        }
    }
}

impl<R> OAuthLayer<R> {
    /// Makes a request to a host that may not see the token an error (`E0605`)
    /// instead of a request without it.
    #[must_use]
    pub fn refuse_other_hosts(mut self) -> Self {
        self.gate.refuse_other_hosts();
        self
    }

    /// Repeats no request: for bodies that are streams.
    #[must_use]
    pub fn never_repeat(self) -> OAuthLayer<Never> {
        self.with(Never)
    }

    /// Repeats the requests whose body this function copies. It answers `None` for a
    /// body that can be sent only once.
    #[must_use]
    pub fn repeat_by<F>(self, copy: F) -> OAuthLayer<RepeatBy<F>> {
        self.with(RepeatBy::new(copy))
    }

    fn with<O>(self, repeat: O) -> OAuthLayer<O> {
        OAuthLayer {
            gate: self.gate,
            repeat,
        }
    }
}

impl<S, R: Clone> Layer<S> for OAuthLayer<R> {
    type Service = OAuthService<S, R>;

    fn layer(&self, inner: S) -> Self::Service {
        OAuthService::new(inner, self.gate.clone(), self.repeat.clone())
    }
}
