//! `POST …/back-channel-logout`: the provider tells that a session ended there (OpenID
//! Connect Back-Channel Logout 1.0 §2.5 and §2.8).

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderValue, StatusCode, header};
use oauth_runtime::{Code, Error};

use super::Route;
use crate::form;

pub(super) async fn answer(route: &Route, request: Request) -> Response {
    let context = route.context.name.as_str();
    let status = match end(route, request).await {
        Ok(ended) => {
            tracing::info!(context, ended, "the provider ended sessions");
            StatusCode::OK
        }
        Err(error) => {
            tracing::warn!(context, %error, "a logout that the provider told failed");
            match error.is_transient() {
                true => StatusCode::SERVICE_UNAVAILABLE,
                false => StatusCode::BAD_REQUEST,
            }
        }
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let store = HeaderValue::from_static("no-store");
    response.headers_mut().insert(header::CACHE_CONTROL, store);
    response
}

/// How many connections ended.
async fn end(route: &Route, request: Request) -> Result<usize, Error> {
    let (parts, body) = request.into_parts();
    let pairs = form::pairs(&super::form(&parts.headers, body).await?)?;
    let logout_token = form::value(&pairs, "logout_token").ok_or_else(|| {
        let text = "the request has no `logout_token`";
        Error::new(Code::UnreadableCallback, text)
    })?;
    let client = &route.context.client;
    let logout = client.back_channel_logout(logout_token).await?;
    let (ended, failed) = client.connections().sign_out_of(&logout).await?;
    match failed.into_iter().next() {
        Some((_, error)) => Err(error),
        None => Ok(ended),
    }
}
