//! Which site a request came from, by what browsers say and pages cannot forge.

use http::{HeaderMap, header};

use crate::base::Base;

fn fetch_site(headers: &HeaderMap) -> Option<&[u8]> {
    headers.get("sec-fetch-site").map(|site| site.as_bytes())
}

/// Whether a page of this application sent a `POST`. A browser that says nothing
/// of the site at least names the origin.
pub(crate) fn is_own_post(headers: &HeaderMap, base: &Base) -> bool {
    match (fetch_site(headers), headers.get(header::ORIGIN)) {
        (Some(site), _) => site == b"same-origin",
        (None, Some(origin)) => origin.as_bytes() == base.origin.as_bytes(),
        (None, None) => false,
    }
}

/// Whether the browser says that another site sent the request.
pub(crate) fn is_foreign(headers: &HeaderMap) -> bool {
    fetch_site(headers).is_some_and(|site| site != b"same-origin" && site != b"none")
}

/// Whether a browser asks ahead of its person.
pub(crate) fn is_prefetch(headers: &HeaderMap) -> bool {
    let purpose = headers
        .get("sec-purpose")
        .or_else(|| headers.get("purpose"));
    purpose.is_some_and(|purpose| purpose.as_bytes().starts_with(b"prefetch"))
}

/// Whether a person opens a page, and no script asks for data.
pub(crate) fn is_navigation(parts: &http::request::Parts) -> bool {
    let headers = &parts.headers;
    let wants_page = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|accept| accept.to_str().ok())
        .any(|accept| accept.contains("text/html"));
    let mode = headers.get("sec-fetch-mode");
    parts.method == http::Method::GET
        && wants_page
        && mode.is_none_or(|mode| mode.as_bytes() == b"navigate")
}
