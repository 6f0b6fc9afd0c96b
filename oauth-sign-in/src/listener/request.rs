//! What a request is, and what it gets.

use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HOST, ORIGIN};
use http::{HeaderMap, HeaderName, Method, Request, Response, Uri};
use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::body::Incoming;
use oauth_pages::Page;
use oauth_runtime::spec::CallbackMode;
use percent_encoding::percent_decode_str;

use super::desk::Desk;
use super::page;

/// The size of a body, in bytes.
const BODY: usize = 64 << 10;

/// How long a body may take.
const BODY_DEADLINE: Duration = Duration::from_secs(5);

const FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether the page was the one that ends the sign-in for the browser.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Served {
    LastPage,
    Other,
}

pub(super) async fn answer(
    desk: &Desk,
    request: Request<Incoming>,
) -> (Response<Full<Bytes>>, Served) {
    let (page, served) = match Wanted::of(desk, &request) {
        Ok(Wanted::LastPage) => (page::last(desk, &desk.outcome().await), Served::LastPage),
        Ok(Wanted::Query) => (query(desk, request.uri()), Served::Other),
        Ok(Wanted::RelayPage) => (relay_page(desk, request.uri()), Served::Other),
        Ok(Wanted::Form) => (form(desk, request).await, Served::Other),
        Ok(Wanted::Relayed) => (relayed(desk, request).await, Served::Other),
        Err(page) => (page, Served::Other),
    };
    (page::response(page), served)
}

/// What a well-formed request wants.
#[derive(Clone, Copy)]
enum Wanted {
    /// Brings the answer in its query.
    Query,
    /// Brings the answer in its body.
    Form,
    /// Brings the answer behind `#`, which a browser keeps to itself.
    RelayPage,
    /// Brings what a page found behind `#`.
    Relayed,
    /// The page that says how it ended.
    LastPage,
}

impl Wanted {
    fn of(desk: &Desk, request: &Request<Incoming>) -> Result<Self, Page> {
        if !is_for(&desk.authority, request) {
            return Err(page::plain(
                403,
                "this is not the address of the redirect URI",
            ));
        }
        let wanted = Self::by_path(desk, request.uri().path())
            .ok_or_else(|| page::plain(404, "nothing is here"))?;
        let method = wanted.method();
        if request.method() != method {
            return Err(page::wrong_method(method.as_str()));
        }
        match wanted.is_from_where_it_must(desk, request.headers()) {
            true => Ok(wanted),
            false => Err(page::plain(403, "another site may not ask for this")),
        }
    }

    fn by_path(desk: &Desk, path: &str) -> Option<Self> {
        let below = |name: &str| {
            let rest = path.strip_prefix(desk.path.trim_end_matches('/'));
            rest.and_then(|rest| rest.strip_prefix('/')) == Some(name)
        };
        let mode = desk.mode();
        match mode {
            CallbackMode::Fragment if path == desk.path => Some(Self::RelayPage),
            CallbackMode::FormPost if path == desk.path => Some(Self::Form),
            _ if path == desk.path => Some(Self::Query),
            CallbackMode::Fragment if below(page::RELAY) => Some(Self::Relayed),
            _ if below(page::DONE) && desk.owes_page() => Some(Self::LastPage),
            _ => None,
        }
    }

    fn method(self) -> Method {
        match self {
            Self::Form | Self::Relayed => Method::POST,
            Self::Query | Self::RelayPage | Self::LastPage => Method::GET,
        }
    }

    /// A callback is a page that the browser goes to. What a script or an image of
    /// another site asks for is none, and our own page relays from our own site
    /// only. Browsers that say nothing of all this are held to the nonce and state.
    fn is_from_where_it_must(self, desk: &Desk, headers: &HeaderMap) -> bool {
        let is = |name: &HeaderName, wanted: &str| {
            headers.get_all(name).iter().all(|value| value == wanted)
        };
        if !matches!(self, Self::Relayed) {
            return is(&FETCH_MODE, "navigate");
        }
        let own = format!("http://{}", desk.authority);
        let is_own = |value: &http::HeaderValue| {
            // A page that sends no referrer sends no origin either. Then the
            // browser's word on the site counts.
            value == own.as_str() || (value == "null" && headers.contains_key(FETCH_SITE))
        };
        headers.get_all(ORIGIN).iter().all(is_own) && is(&FETCH_SITE, "same-origin")
    }
}

/// Whether `Host` (and the target, if it names one) is the redirect URI's. A name
/// that somebody made resolve to this machine is not (DNS rebinding).
fn is_for(authority: &str, request: &Request<Incoming>) -> bool {
    let is_own = |text: &str| {
        text.eq_ignore_ascii_case(authority)
            || text
                .strip_suffix(":80")
                .is_some_and(|host| host.eq_ignore_ascii_case(authority))
    };
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    host.is_some_and(is_own)
        && hosts.next().is_none()
        && request
            .uri()
            .authority()
            .is_none_or(|named| is_own(named.as_str()))
}

fn query(desk: &Desk, uri: &Uri) -> Page {
    let query = uri.query().unwrap_or_default();
    received(desk, format!("{}?{query}", desk.path))
}

/// A provider that answers behind `#` may still put its errors into the query.
fn relay_page(desk: &Desk, uri: &Uri) -> Page {
    if let Some(query) = uri.query().filter(|query| !query.is_empty()) {
        let callback = format!("{}?{query}", desk.path);
        let checked = desk.sign_in.check(&callback);
        if !checked.is_err_and(|error| desk.is_stray(&error)) {
            return received(desk, callback);
        }
    }
    match desk.issue_relay() {
        Ok(nonce) => page::relay(desk, nonce.expose()),
        Err(error) => page::failed(desk, 500, &error),
    }
}

async fn form(desk: &Desk, request: Request<Incoming>) -> Page {
    match body(desk, request).await {
        Ok(body) => received(desk, body),
        Err(page) => page,
    }
}

async fn relayed(desk: &Desk, request: Request<Incoming>) -> Page {
    let body = match body(desk, request).await {
        Ok(body) => body,
        Err(page) => return page,
    };
    let (Some(nonce), Some(response)) = (field(&body, "relay"), field(&body, "response")) else {
        return page::plain(
            400,
            "the relay needs the fields `relay` and `response`, each once",
        );
    };
    if !desk.redeem_relay(&nonce) {
        return page::plain(
            403,
            "this page was used or is too old; reload the page before",
        );
    }
    // Without scripts the page has a box, which takes the whole address.
    match response.trim_start().starts_with("http://") {
        true => received(desk, response),
        false => received(desk, format!("{}#{response}", desk.path)),
    }
}

fn received(desk: &Desk, callback: String) -> Page {
    match desk.receive(callback) {
        Ok(()) => page::on_to_last(desk),
        Err(error) => page::failed(desk, 400, &error),
    }
}

async fn body(desk: &Desk, request: Request<Incoming>) -> Result<String, Page> {
    let form = "application/x-www-form-urlencoded";
    let is_form = |value: &str| {
        let kind = value.split(';').next().unwrap_or_default();
        kind.trim().eq_ignore_ascii_case(form)
    };
    let kind = request.headers().get(CONTENT_TYPE);
    if !kind
        .and_then(|kind| kind.to_str().ok())
        .is_some_and(is_form)
    {
        return Err(page::plain(415, "the body must be a form"));
    }
    let body = Limited::new(request.into_body(), BODY);
    let collected = tokio::select! {
        collected = body.collect() => collected,
        () = desk.client.sleep(BODY_DEADLINE) => {
            return Err(page::plain(408, "the body took too long"));
        }
    };
    let bytes = match collected {
        Ok(body) => body.to_bytes(),
        Err(error) if error.is::<LengthLimitError>() => {
            return Err(page::plain(413, "the body is too large"));
        }
        Err(_) => return Err(page::plain(400, "the body cannot be read")),
    };
    String::from_utf8(bytes.into()).map_err(|_| page::plain(400, "the body is not UTF-8 text"))
}

/// The value of a form's field that stands in it once.
fn field(body: &str, name: &str) -> Option<String> {
    let mut values = body.split('&').filter_map(|pair| {
        let (known, value) = pair.split_once('=')?;
        (known == name).then_some(value)
    });
    let value = values.next().filter(|_| values.next().is_none())?;
    let spaced = value.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(decoded.into_owned())
}
