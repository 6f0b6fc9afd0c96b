//! Values that are made of the request they stand in: the request is written
//! once without them, and once with them.

use std::fmt;

use percent_encoding::percent_decode_str;
use zeroize::Zeroizing;

use super::assertion;
use super::inputs::{Inputs, SecretText};
use super::mentions::{in_parts, in_value};
use super::request::WireRequest;
use crate::error::Error;
use crate::spec::{CallSpec, ProviderSpec, Slot};
use crate::value::split_origin;

/// What a request knows of itself while its values are made.
#[derive(Clone, Copy)]
pub(crate) struct Own<'a> {
    /// The path of its URL.
    pub(super) path: &'a str,
    /// The request as it is without the values that are made of it; `None`
    /// while that one is written.
    pub(super) seen: Option<&'a Seen>,
}

impl fmt::Debug for Own<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Own")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// A written request as its signature sees it.
pub(crate) struct Seen {
    /// Decoded parameters of query and form, in the order in which they are sent.
    pub(super) pairs: Vec<(String, String)>,
    pub(super) body: Zeroizing<Vec<u8>>,
}

impl Seen {
    /// A request without body.
    pub(super) fn of_url(url: &str) -> Self {
        let bare = url.split_once('#').map_or(url, |(bare, _)| bare);
        let query = bare.split_once('?').map_or("", |(_, query)| query);
        Self {
            pairs: pairs(query).collect(),
            body: Zeroizing::default(),
        }
    }

    pub(super) fn of(request: &WireRequest) -> Self {
        let mut seen = Self::of_url(&request.url);
        let media = request.headers.get(http::header::CONTENT_TYPE);
        let form = media
            .and_then(|media| media.to_str().ok())
            .is_some_and(|media| media.starts_with("application/x-www-form-urlencoded"));
        if let Some(text) = std::str::from_utf8(&request.body).ok().filter(|_| form) {
            seen.pairs.extend(pairs(text));
        }
        seen.body.extend_from_slice(&request.body);
        seen
    }
}

/// The path of a URL as it is sent.
pub(super) fn path_of(url: &str) -> &str {
    let (_, rest) = split_origin(url);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    if path.is_empty() { "/" } else { path }
}

/// `application/x-www-form-urlencoded`, as a server reads it.
fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let decoded = |text: &str| {
        let spaced = text.replace('+', " ");
        percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
    };
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(move |pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name), decoded(value))
        })
}

/// Whether a value of a call is made of the body.
pub(crate) fn uses_body(call: &CallSpec) -> bool {
    let mut params = call.params.iter();
    let mut headers = call.headers.iter();
    params.any(|param| in_value(&param.value, Slot::Body))
        || headers.any(|header| in_parts(header.value, Slot::Body))
}

/// Whether a call has values that [`with_own`] makes.
pub(super) const fn is_plain(call: &CallSpec) -> bool {
    call.assertion.is_none() && !call.signed
}

/// Hands inputs with the assertion and the request's own values to `then`.
/// `first` writes the request without what is made of it.
pub(super) fn with_own<T>(
    spec: &'static ProviderSpec,
    call: &CallSpec,
    inputs: &Inputs<'_>,
    path: &str,
    first: impl FnOnce(&Inputs<'_>) -> Result<Seen, Error>,
    then: impl FnOnce(&Inputs<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let made = match call.assertion {
        Some(declared) if !inputs.page => assertion::make(spec, declared, inputs)?,
        _ => None,
    };
    let shown = inputs.page.then_some(SecretText("assertion"));
    let inputs = Inputs {
        assertion: made.as_ref().map(SecretText::from).or(shown),
        own: Some(Own { path, seen: None }),
        ..*inputs
    };
    if !call.signed {
        return then(&inputs);
    }
    let seen = first(&inputs)?;
    then(&Inputs {
        own: Some(Own {
            path,
            seen: Some(&seen),
        }),
        ..inputs
    })
}
