//! Middleware for `reqwest-middleware`.

use async_trait::async_trait;
use http::{Extensions, HeaderMap, Uri};
use oauth_runtime::capability::Api;
use oauth_runtime::{Code, DynSession, Error, Session, TokenVersion};
use reqwest::redirect::Policy;
use reqwest::{Request, Response, Url};
use reqwest_middleware::{Middleware, Next};

use crate::NotRepeated;
use crate::gate::Gate;

/// Puts a session's access token into the requests of a reqwest client.
///
/// ```
/// use oauth_middleware::{OAuthMiddleware, same_origin_redirects};
/// use oauth_runtime::{Provider, Session, capability::Api};
/// use reqwest_middleware::ClientBuilder;
///
/// async fn company<P: Provider + Api>(
///     session: Session<P>,
/// ) -> Result<(), Box<dyn std::error::Error>> {
///     let client = reqwest::Client::builder()
///         .redirect(same_origin_redirects())
///         .build()?;
///     let client = ClientBuilder::new(client)
///         .with(OAuthMiddleware::new(session))
///         .build();
///     let answer = client.get("https://api.acme.example/v1/companies/1").send().await?;
///     println!("{}", answer.status());
///     Ok(())
/// }
/// ```
#[derive(Clone, Debug)]
pub struct OAuthMiddleware {
    gate: Gate,
}

impl OAuthMiddleware {
    /// Middleware with the tokens of a session.
    #[must_use]
    pub fn new<P: Api>(session: Session<P>) -> Self {
        Self::from_dyn(session.as_dyn().clone())
    }

    /// The same with a session whose provider is known only at run time.
    #[must_use]
    pub fn from_dyn(session: DynSession) -> Self {
        Self {
            gate: Gate::new(session),
        }
    }

    /// Makes a request to a host that may not see the token an error (`E0605`)
    /// instead of a request without it.
    #[must_use]
    pub fn refuse_other_hosts(mut self) -> Self {
        self.gate.refuse_other_hosts();
        self
    }

    async fn admit(&self, request: &mut Request) -> Result<Option<TokenVersion>, Error> {
        let mut uri: Uri = request.url().as_str().parse().map_err(|_| unusable())?;
        let before = uri.clone();
        let method = request.method().clone();
        // Borrowed whole, because an error leaves the request as it was.
        let headers: &mut HeaderMap = request.headers_mut();
        let seen = self.gate.admit(&method, &mut uri, headers).await?;
        if uri != before {
            *request.url_mut() = Url::parse(&uri.to_string()).map_err(|_| unusable())?;
        }
        Ok(seen)
    }
}

fn unusable() -> Error {
    Error::new(Code::InputRefused, "the request's address is not a URL")
}

#[async_trait]
impl Middleware for OAuthMiddleware {
    async fn handle(
        &self,
        mut request: Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> reqwest_middleware::Result<Response> {
        let failed = reqwest_middleware::Error::middleware;
        let copy = request.try_clone();
        // With a token in the query, the client's own errors would print it.
        let asked = request.url().clone();
        let shown = |error: reqwest_middleware::Error| error.with_url(asked.clone());
        let Some(seen) = self.admit(&mut request).await.map_err(failed)? else {
            return next.run(request, extensions).await;
        };
        let sending = next.clone().run(request, extensions);
        let mut first = sending.await.map_err(shown)?;
        let renewed = self.gate.renews(seen, first.status(), first.headers());
        if !renewed.await.map_err(failed)? {
            return Ok(first);
        }
        let Some(mut request) = copy else {
            first.extensions_mut().insert(NotRepeated);
            return Ok(first);
        };
        // What the API refused is read no further, and its connection is free.
        drop(first);
        let with = self.admit(&mut request).await.map_err(failed)?;
        let second = next.run(request, extensions).await.map_err(shown)?;
        if let Some(with) = with {
            self.gate.repeated(with, second.status(), second.headers());
        }
        Ok(second)
    }
}

/// The session's error behind a failure of a client with [`OAuthMiddleware`], if it
/// was the session that failed.
#[must_use]
pub fn oauth_error(error: &reqwest_middleware::Error) -> Option<&Error> {
    match error {
        reqwest_middleware::Error::Middleware(inner) => inner.downcast_ref(),
        reqwest_middleware::Error::Reqwest(_) => None,
    }
}

/// Redirects are followed on the origin that was asked, five times at most. Any other
/// is answered as it came, so that nothing of the token goes to another host.
#[must_use]
pub fn same_origin_redirects() -> Policy {
    Policy::custom(|attempt| {
        let previous = attempt.previous();
        let same = previous
            .last()
            .is_some_and(|from| from.origin() == attempt.url().origin());
        match same && previous.len() <= 5 {
            true => attempt.follow(),
            false => attempt.stop(),
        }
    })
}
