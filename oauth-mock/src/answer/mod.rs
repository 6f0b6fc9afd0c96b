//! Answers in the declared form.

mod claims;
mod document;
mod error;
mod id_token;
mod token;

pub(crate) use claims::claims;
pub(crate) use document::{Document, form};
pub(crate) use error::refuse;
pub(crate) use id_token::{IdTokens, hmac};
pub(crate) use token::{expiry, iso8601, kept, prolonged, success_status, tokens};

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Map, Value};

/// A further field of an answer.
pub(crate) type Extra = (&'static str, Value);

/// A finished answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn new(status: u16, content_type: &str, body: impl Into<Bytes>) -> Self {
        let mut answer = Self {
            status,
            headers: HeaderMap::new(),
            body: body.into(),
        };
        answer.header(CONTENT_TYPE, content_type);
        answer.header(CACHE_CONTROL, "no-store");
        answer
    }

    pub(crate) fn html(status: u16, page: String) -> Self {
        Self::new(status, "text/html; charset=utf-8", page)
    }

    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        let mut answer = Self::new(status, "text/plain", "");
        answer.headers.remove(CONTENT_TYPE);
        answer.header(LOCATION, location);
        answer
    }

    /// Puts further fields into a JSON object, in place of those of the same name.
    pub(crate) fn add(&mut self, fields: Vec<Extra>) {
        if let Ok(mut object) = serde_json::from_slice::<Map<String, Value>>(&self.body) {
            object.extend(
                fields
                    .into_iter()
                    .map(|(name, value)| (name.to_owned(), value)),
            );
            self.body = Value::Object(object).to_string().into();
        }
    }

    /// Adds a header; a value that no header can hold is left out.
    pub(crate) fn header(&mut self, name: HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
    }
}
