//! Answers for browsers.

use axum::body::Body;
use axum::response::Response;
use http::{HeaderName, HeaderValue, StatusCode, header};
use oauth_pages::{Page, Problem};
use oauth_runtime::{Code, Error};

use crate::context::Context;
use crate::oauth::Shared;

/// A page, with the headers that every answer of these routes has.
pub(crate) fn page(page: Page) -> Response {
    let mut response = Response::new(Body::from(page.body));
    *response.status_mut() =
        StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in page.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response
                .headers_mut()
                .insert(HeaderName::from_static(name), value);
        }
    }
    guarded(response)
}

/// Sends the browser to the provider, or on to a path of this application.
pub(crate) fn see_other(location: &str) -> Response {
    let mut response = Response::new(Body::empty());
    match HeaderValue::from_str(location) {
        Ok(location) => {
            *response.status_mut() = StatusCode::SEE_OTHER;
            response.headers_mut().insert(header::LOCATION, location);
        }
        Err(_) => *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR,
    }
    guarded(response)
}

/// Nothing of a sign-in is kept by caches or told to other sites.
fn guarded(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// What went wrong, and one thing to do next.
pub(crate) fn failed(
    shared: &Shared,
    context: &Context,
    error: &Error,
    return_to: &str,
) -> Response {
    let words = words(error.code(), error);
    // Whoever develops the application sees what to change; others are not bothered.
    let is_local = !shared.base.is_https && error.code().is_configuration();
    let sign_in = context.sign_in_path(return_to);
    let link = match error.code() {
        Code::AlreadyFinished => ("Go on", return_to),
        _ => ("Sign in again", sign_in.as_str()),
    };
    let answered = error.oauth_error();
    problem(
        shared,
        context,
        &Problem {
            status: words.status,
            code: error.code().as_str(),
            text: if is_local { error.text() } else { words.text },
            answer: answered.map(|it| (it.error.as_ref(), it.description.as_deref())),
            next: words.next,
            link: Some(link),
        },
    )
}

/// The page of a problem.
pub(crate) fn problem(shared: &Shared, context: &Context, problem: &Problem<'_>) -> Response {
    page(oauth_pages::failed(context.scene(&shared.app), problem))
}

struct Words {
    status: u16,
    text: &'static str,
    next: &'static str,
}

/// What a person is told. Operators have the error itself, in the log.
fn words(code: Code, error: &Error) -> Words {
    let (status, text, next) = match code {
        Code::AccessDenied => (
            403,
            "The sign-in was refused.",
            "If you did not mean to refuse it, sign in again and allow it.",
        ),
        Code::StateMismatch | Code::StateMissing | Code::WrongContext => (
            400,
            "This answer belongs to no sign-in that began in this browser.",
            "Begin the sign-in here, and finish it in the same browser, with cookies allowed.",
        ),
        Code::DuplicateParameter | Code::UnreadableCallback | Code::CodeMissing => (
            400,
            "The answer to the sign-in cannot be read.",
            "Sign in again.",
        ),
        Code::IssuerMismatch => (
            400,
            "The answer comes from another server than the one this sign-in began at. Nothing was sent there.",
            "Sign in again, and tell the people who run this application if it happens twice.",
        ),
        Code::AlreadyFinished => (
            409,
            "This sign-in was finished before.",
            "Go on where it ended, or sign in again from there.",
        ),
        Code::SignInExpired => (
            400,
            "The sign-in took too long.",
            "Sign in again; it must be finished within a few minutes.",
        ),
        Code::CodeRefused => (
            400,
            "The provider did not take the answer to the sign-in; it may be too old.",
            "Sign in again.",
        ),
        Code::NotConnected => (
            503,
            "The provider cannot be reached now.",
            "Load this page again in a moment: the sign-in is still good.",
        ),
        _ if error.is_transient() => (
            503,
            "The sign-in cannot be finished now.",
            "Try it again in a moment.",
        ),
        _ if code.is_configuration() => (
            500,
            "This application is not set up rightly for the sign-in.",
            "Tell the people who run it; its log says what to change.",
        ),
        _ => (502, "The sign-in did not work.", "Sign in again."),
    };
    Words { status, text, next }
}
