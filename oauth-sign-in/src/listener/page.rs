//! The pages, with what this sign-in has to say on them.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode};
use http_body_util::Full;
use oauth_pages::{Page, Problem, Scene};
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, Error};

use super::desk::{Desk, Outcome};

/// The page that says how it ended, below the redirect URI's path.
pub(super) const DONE: &str = "done";

/// Where a page sends what it found behind `#`.
pub(super) const RELAY: &str = "relay";

pub(super) fn response(page: Page) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(page.body)));
    *response.status_mut() = StatusCode::from_u16(page.status).unwrap_or_default();
    for (name, value) in page.headers {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().append(name, value);
        }
    }
    response
}

pub(super) fn plain(status: u16, text: &str) -> Page {
    oauth_pages::plain(status, text)
}

pub(super) fn wrong_method(allowed: &str) -> Page {
    let mut page = plain(405, "this method is not for this address");
    page.headers.push(("allow", allowed.to_owned()));
    page
}

/// Away from the address with the code, which would stay in the browser's history.
pub(super) fn on_to_last(desk: &Desk) -> Page {
    oauth_pages::see_other(&below(desk, DONE))
}

pub(super) fn relay(desk: &Desk, nonce: &str) -> Page {
    oauth_pages::relay(scene(desk), &below(desk, RELAY), nonce)
}

pub(super) fn last(desk: &Desk, outcome: &Outcome) -> Page {
    match outcome {
        Ok(account) => oauth_pages::signed_in(scene(desk), account.as_deref()),
        Err(error) => {
            let is_callback = error.call() == Some(CallKind::Authorize);
            failed(desk, if is_callback { 400 } else { 502 }, error)
        }
    }
}

pub(super) fn failed(desk: &Desk, status: u16, error: &Error) -> Page {
    let next = next(desk, error);
    oauth_pages::failed(
        scene(desk),
        &Problem {
            status,
            code: error.code().as_str(),
            text: error.text(),
            answer: error
                .oauth_error()
                .map(|answer| (answer.error.as_str(), answer.description.as_deref())),
            next: &next,
            link: None,
        },
    )
}

fn next(desk: &Desk, error: &Error) -> String {
    let app = &desk.app;
    match error.code() {
        Code::AlreadyFinished => {
            format!("You can close this page. {app} says how the sign-in ended.")
        }
        _ if error.is_stray_callback() => format!(
            "Go back to the page where you were signing in, or open the address that {app} shows."
        ),
        Code::AccessDenied => format!("To sign in after all, start again in {app}."),
        _ => format!("Go back to {app}: it says what to do."),
    }
}

fn scene(desk: &Desk) -> Scene<'_> {
    Scene {
        app: &desk.app,
        provider: desk.client.spec().name,
    }
}

fn below(desk: &Desk, name: &str) -> String {
    format!("{}/{name}", desk.path.trim_end_matches('/'))
}
