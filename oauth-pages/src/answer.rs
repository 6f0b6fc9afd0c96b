//! What is sent to a browser, and the answers that are no documents.

use std::fmt;

use crate::policy::{NO_REFERRER, NOTHING};
use crate::text::{is_local_path, without_controls};

/// An answer for a browser.
#[derive(Clone, PartialEq, Eq)]
pub struct Page {
    /// The HTTP status.
    pub status: u16,
    /// The headers, all of which belong to the page.
    pub headers: Vec<(&'static str, String)>,
    /// The body, in UTF-8.
    pub body: String,
}

/// The body and the address to go on to can hold a code, so they are not shown.
impl fmt::Debug for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Page")
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

impl Page {
    /// An answer with the headers that all have (RFC 9700 §4.2.4: nothing is
    /// stored, and no address travels on in a `Referer`).
    pub(crate) fn new(
        status: u16,
        content_type: &str,
        policy: &str,
        referrer: &str,
        body: String,
    ) -> Self {
        Self {
            status,
            headers: vec![
                ("content-type", content_type.into()),
                ("cache-control", "no-store".into()),
                ("content-security-policy", policy.into()),
                ("referrer-policy", referrer.into()),
                ("x-content-type-options", "nosniff".into()),
            ],
            body,
        }
    }
}

/// Sends the browser on to a path of this server with `303`, so that the code
/// leaves the address bar. What is no such path becomes `/`: an absolute address,
/// `//host`, and what browsers read as one (`/\host`, tabs and line breaks).
#[must_use]
pub fn see_other(path: &str) -> Page {
    let path = if is_local_path(path) { path } else { "/" };
    let mut page = plain(303, "");
    page.headers.push(("location", path.to_owned()));
    page
}

/// An answer in a line of text, for requests that no person makes. Control
/// characters are taken out of it.
#[must_use]
pub fn plain(status: u16, text: &str) -> Page {
    Page::new(
        status,
        "text/plain; charset=utf-8",
        NOTHING,
        NO_REFERRER,
        without_controls(text),
    )
}
