//! Where planned parts go: into bytes, or onto a page for a person.

use crate::error::Error;
use crate::spec::{CallKind, Place, ValueSpec};

/// What caused a part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// A standard, by its section.
    Standard(&'static str),
    /// A key of the call in the declaration, and the item under it (may be empty).
    Key(CallKind, &'static str, &'static str),
    /// A key of the whole declaration.
    Top(&'static str),
    /// The caller of the library.
    Caller,
}

impl std::fmt::Display for Cause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Standard(section) => f.write_str(section),
            Self::Key(call, key, "") => write!(f, "{}({key})", call.key()),
            Self::Key(call, key, item) => write!(f, "{}({key}({item}))", call.key()),
            Self::Top(key) => f.write_str(key),
            Self::Caller => f.write_str("the caller"),
        }
    }
}

/// One parameter or header on its way into a request.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) place: Place,
    pub(crate) name: &'a str,
    pub(crate) value: Value<'a>,
    /// How the value's text is written into a query.
    pub(crate) query: QueryForm,
    /// The placeholder that stands for the value on a page, when it is secret.
    pub(crate) secret: Option<&'a str>,
    pub(crate) cause: Cause,
}

/// A value to be written: text, or declared JSON.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Text(&'a str),
    Json(&'a ValueSpec),
}

/// How a text is written into a query.
#[derive(Clone, Copy)]
pub(crate) enum QueryForm {
    Encoded,
    Literal(&'static str),
    Raw,
}

/// Takes the parts of a request in order.
pub(crate) trait Sink {
    /// A parameter, or a header when its place is [`Place::Header`].
    fn item(&mut self, item: Item<'_>) -> Result<(), Error>;
}

impl Value<'_> {
    /// The value as a person reads it.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::Text(text) => (*text).to_owned(),
            Self::Json(value) => match super::request::scalar(value) {
                "" => "{ … }".to_owned(),
                text => text.to_owned(),
            },
        }
    }
}
