//! The routes of each provider.

mod back_channel;
mod callback;
mod finish;
mod sign_in;
mod sign_out;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::{get, post};
use http::Method;
use oauth_runtime::{Code, Error};

use crate::answer;
use crate::context::Context;
use crate::oauth::{OAuth, Shared};

/// A response of a provider's callback is small (RFC 6749 names no limit).
const LARGEST_BODY: usize = 64 << 10;

/// What a handler works with.
#[derive(Clone)]
struct Route {
    oauth: OAuth,
    context: Arc<Context>,
}

impl Route {
    fn shared(&self) -> &Shared {
        &self.oauth.0
    }

    /// An error page that leads to the front page.
    fn failed(&self, error: &Error) -> Response {
        let return_to = self.shared().return_to.fallback();
        self.failed_for(error, return_to)
    }

    fn failed_for(&self, error: &Error, return_to: &str) -> Response {
        let context = self.context.name.as_str();
        match error.code().is_configuration() {
            true => tracing::error!(context, %error, "a sign-in failed"),
            false => tracing::warn!(context, %error, "a sign-in failed"),
        }
        answer::failed(self.shared(), &self.context, error, return_to)
    }
}

pub(crate) fn of<S: Clone + Send + Sync + 'static>(oauth: &OAuth) -> Router<S> {
    let prefix = &oauth.0.prefix;
    let mut router = Router::new();
    for context in &oauth.0.contexts {
        let start = format!("{prefix}/{}", context.name);
        let route = Route {
            oauth: oauth.clone(),
            context: context.clone(),
        };
        let (begin, came, posted) = (route.clone(), route.clone(), route.clone());
        let (told, end) = (route.clone(), route);
        router = router
            .route(
                &format!("{start}/sign-in"),
                get(move |request: Request| async move { sign_in::answer(&begin, request).await }),
            )
            .route(
                &format!("{start}/callback"),
                get(move |request: Request| async move { callback::answer(&came, request).await })
                    .post(move |request: Request| async move {
                        callback::answer(&posted, request).await
                    }),
            )
            .route(
                &format!("{start}/back-channel-logout"),
                post(move |request: Request| async move {
                    back_channel::answer(&told, request).await
                }),
            )
            .route(
                &format!("{start}/sign-out"),
                post(move |request: Request| async move { sign_out::answer(&end, request).await }),
            );
    }
    router
}

/// The form that was posted.
async fn form(headers: &http::HeaderMap, body: Body) -> Result<String, Error> {
    let refused = |text: &'static str| Error::new(Code::UnreadableCallback, text);
    let media_type = headers.get(http::header::CONTENT_TYPE);
    let is_form = media_type
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| {
            value
                .trim()
                .eq_ignore_ascii_case("application/x-www-form-urlencoded")
        });
    if !is_form {
        return Err(refused("the body of the request is not a form"));
    }
    let bytes = axum::body::to_bytes(body, LARGEST_BODY)
        .await
        .map_err(|_| refused("the body of the request is too large, or was cut off"))?;
    String::from_utf8(bytes.into()).map_err(|_| refused("the body of the request is not UTF-8"))
}

/// axum serves `HEAD` by the handlers of `GET`, and nothing may happen by it.
fn is_head(request: &Request) -> bool {
    request.method() == Method::HEAD
}
