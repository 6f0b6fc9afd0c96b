//! Templates, filled with what the server knows.
//!
//! The server does not know every value that a client fills in: a tenant
//! variable may have been left open. So a filled template is a pattern, and
//! what is not known matches anything of its form.

mod function;
mod pattern;
mod time;

pub(crate) use pattern::{Found, Pattern};

use oauth_runtime::spec::{CallKind, Encode, Function, Part, ProviderSpec, Slot, VarKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use crate::read::Seen;
use crate::sample;
use crate::setup::Registered;
use pattern::Piece;

/// RFC 3986 §2.3.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A tenant variable, as far as the server knows it.
#[derive(Clone, Debug)]
pub(crate) enum Tenant {
    /// It has this value.
    Known(String),
    /// It has a value that nobody told.
    Open,
    /// It has none.
    Unset,
}

/// What templates are filled from.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a> {
    pub(crate) spec: &'static ProviderSpec,
    pub(crate) tenant: &'a [Tenant],
    pub(crate) kept: &'a [(String, Value)],
    pub(crate) client: Option<&'a Registered>,
    /// What the request itself tells.
    pub(crate) seen: Option<&'a Seen>,
}

/// Why a template has no text: a variable in it is unset.
pub(crate) struct Unset;

impl Values<'_> {
    pub(crate) fn fill(&self, parts: &[Part]) -> Result<Pattern, Unset> {
        let mut pieces = Vec::new();
        for part in parts {
            match *part {
                Part::Lit(text) => pieces.push(Piece::Text(text.to_owned())),
                Part::Var(index, field, form) => {
                    pieces.push(open(self.variable(index, field)?, form, Piece::Any));
                }
                Part::Slot(slot, form) => {
                    pieces.push(open(self.slot(slot), form, Piece::Slot(slot)));
                }
                Part::Now(form, offset, encode) => {
                    let now = self.seen.and_then(|seen| seen.now);
                    let text = now.and_then(|now| time::written(now, form, offset));
                    pieces.push(open(text, encode, Piece::Any));
                }
                Part::Call(function, arguments, form) => {
                    pieces.push(self.function(function, arguments, form)?);
                }
                _ => pieces.push(Piece::Any),
            }
        }
        Ok(Pattern(pieces))
    }

    fn function(
        &self,
        function: Function,
        arguments: &[&[Part]],
        form: Encode,
    ) -> Result<Piece, Unset> {
        let mut patterns = Vec::new();
        for argument in arguments {
            patterns.push(self.fill(argument)?);
        }
        let texts: Option<Vec<String>> = patterns.iter().map(Pattern::text).collect();
        let text = texts.and_then(|texts| match function {
            Function::SortedParams => {
                let pairs = &self.seen?.pairs;
                Some(function::sorted(pairs, &texts))
            }
            _ => function::apply(function, &texts),
        });
        let inner = patterns.into_iter().next().unwrap_or_default();
        Ok(match function {
            Function::Base64 => open(text, form, Piece::Base64(inner)),
            Function::Base64Url => open(text, form, Piece::Base64Url(inner)),
            _ => open(text, form, Piece::Any),
        })
    }

    /// The beginning of a URL, where an open value is as good as a made-up one:
    /// only the path behind the host counts.
    pub(crate) fn origin(&self, parts: &[Part]) -> Result<String, Unset> {
        let mut out = String::new();
        for part in parts {
            match *part {
                Part::Lit(text) => out.push_str(text),
                Part::Var(index, field, _) => match self.variable(index, field)? {
                    Some(text) => out.push_str(&text),
                    None => out.push_str(&self.sample(index)),
                },
                Part::Slot(slot, _) => out.push_str(&self.slot(slot).unwrap_or_default()),
                _ => (),
            }
        }
        Ok(out)
    }

    fn sample(&self, index: u8) -> String {
        self.spec
            .vars
            .get(usize::from(index))
            .map(|var| sample::text(&var.kind, var.name))
            .unwrap_or_default()
    }

    fn variable(&self, index: u8, field: u8) -> Result<Option<String>, Unset> {
        let at = usize::from(index);
        let value = match self.tenant.get(at) {
            Some(Tenant::Known(value)) => value.as_str(),
            Some(Tenant::Open) => return Ok(None),
            _ => return Err(Unset),
        };
        Ok(match self.spec.vars.get(at).map(|var| var.kind) {
            Some(VarKind::OneOf(choices)) => choices
                .iter()
                .find(|choice| choice.name == value)
                .and_then(|choice| choice.values.get(usize::from(field)))
                .map(|(_, text)| (*text).to_owned()),
            _ => Some(value.to_owned()),
        })
    }

    fn slot(&self, slot: Slot) -> Option<String> {
        match slot {
            Slot::ClientId => self.client.map(|client| client.id.clone()),
            Slot::ClientSecret => {
                let secret = self.client?.secret()?;
                Some(secret.expose().to_owned())
            }
            Slot::TokenUrl => {
                let kinds = [
                    CallKind::Token,
                    CallKind::ClientCredentials,
                    CallKind::Password,
                    CallKind::Device,
                ];
                let url = &kinds.iter().find_map(|kind| self.spec.call(*kind))?.url;
                let rest = self.fill(url.rest).ok()?.split_once('?').0.text()?;
                Some(self.origin(url.origin).ok()? + &rest)
            }
            Slot::Token(name) | Slot::Callback(name) | Slot::Step(_, name) => self
                .kept
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| plain(value)),
            other => self.seen?.slot(other),
        }
    }
}

/// A text in the form that its place gives it, or what stands for one that is not known.
fn open(text: Option<String>, form: Encode, other: Piece) -> Piece {
    match text {
        Some(text) => Piece::Text(encode(&text, form)),
        None if form == Encode::Segment => Piece::Segment,
        None => other,
    }
}

/// A JSON value as the text it would be in a form.
pub(crate) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn encode(text: &str, form: Encode) -> String {
    match form {
        Encode::Segment | Encode::Query => utf8_percent_encode(text, UNRESERVED).to_string(),
        Encode::Path => text
            .split('/')
            .map(|segment| utf8_percent_encode(segment, UNRESERVED).to_string())
            .collect::<Vec<_>>()
            .join("/"),
        _ => text.to_owned(),
    }
}

/// A path in which only what must be encoded is encoded, so that two ways of
/// writing the same path are equal (RFC 3986 §6.2.2).
pub(crate) fn normal(path: &str) -> String {
    path.split('/')
        .map(|segment| {
            let decoded: Vec<u8> = percent_decode_str(segment).collect();
            percent_encoding::percent_encode(&decoded, UNRESERVED).to_string()
        })
        .collect::<Vec<_>>()
        .join("/")
}
