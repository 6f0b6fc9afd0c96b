//! What is answered in place of a handler that needs a connection.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use oauth_runtime::Error;
use serde_json::json;

use crate::answer;

/// Why there is no [`Connected`](crate::Connected), or what a call with one failed of.
///
/// Handlers answer it, so that `?` works on the calls of a session: 401 when only a
/// sign-in helps, 503 when it may work later, 500 when the program is set up
/// wrongly, 502 otherwise. The error itself goes to the log.
#[derive(Debug)]
pub struct Rejection(Why);

#[derive(Debug)]
enum Why {
    /// A person opens a page.
    SignIn(String),
    /// A script or a program asks.
    Unauthorized(String),
    Failed(Error),
}

impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Self::failed(error)
    }
}

impl Rejection {
    pub(crate) fn sign_in(path: String) -> Self {
        Self(Why::SignIn(path))
    }

    pub(crate) fn unauthorized(path: String) -> Self {
        Self(Why::Unauthorized(path))
    }

    pub(crate) fn failed(error: Error) -> Self {
        Self(Why::Failed(error))
    }

    /// The path at which a person signs in, where that helps.
    #[must_use]
    pub fn sign_in_path(&self) -> Option<&str> {
        match &self.0 {
            Why::SignIn(path) | Why::Unauthorized(path) => Some(path),
            Why::Failed(_) => None,
        }
    }

    /// What failed, where a sign-in does not help.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        match &self.0 {
            Why::Failed(error) => Some(error),
            _ => None,
        }
    }
}

impl IntoResponse for Rejection {
    fn into_response(self) -> Response {
        match self.0 {
            Why::SignIn(path) => answer::see_other(&path),
            Why::Unauthorized(path) => problem(
                StatusCode::UNAUTHORIZED,
                &json!({
                    "type": "about:blank",
                    "title": "not signed in",
                    "status": 401,
                    "detail": "a person has to open `sign_in` in a browser",
                    "sign_in": path,
                }),
            ),
            Why::Failed(error) => {
                tracing::error!(%error, "a request failed by its connection");
                let code = error.code().as_str();
                let (status, title) = match () {
                    () if error.is_reauth_required() => (StatusCode::UNAUTHORIZED, "sign in again"),
                    () if code.starts_with("E06") => (
                        StatusCode::INTERNAL_SERVER_ERROR,
                        "the connection is not set up rightly",
                    ),
                    () if error.is_transient() || code.starts_with("E07") => (
                        StatusCode::SERVICE_UNAVAILABLE,
                        "the connection does not work now",
                    ),
                    () => (
                        StatusCode::BAD_GATEWAY,
                        "the provider's answer is of no use",
                    ),
                };
                let document = json!({
                    "type": "about:blank",
                    "title": title,
                    "status": status.as_u16(),
                    "code": code,
                });
                problem(status, &document)
            }
        }
    }
}

/// A problem document, RFC 9457.
fn problem(status: StatusCode, document: &serde_json::Value) -> Response {
    let mut response = Response::new(Body::from(document.to_string()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
