//! Templates, filled with what the server knows.
//!
//! The server does not know every value that a client fills in: a tenant
//! variable may have been left open. So a filled template is a pattern, and
//! what is not known matches anything of its form.

use oauth_runtime::spec::{Encode, Part, ProviderSpec, Slot, VarKind};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

use crate::sample;
use crate::setup::Registered;

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
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// Anything without a slash.
    Segment,
    /// Anything.
    Any,
}

/// A filled template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Piece>);

impl Pattern {
    pub(crate) fn literal(text: impl Into<String>) -> Self {
        Self(vec![Piece::Text(text.into())])
    }

    pub(crate) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The text, when nothing in it is open.
    pub(crate) fn text(&self) -> Option<String> {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        rest(&self.0, text, true).is_some()
    }

    /// What follows the pattern at the beginning of a text.
    pub(crate) fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        rest(&self.0, text, false)
    }

    pub(crate) fn ends_with_slash(&self) -> bool {
        matches!(self.0.last(), Some(Piece::Text(text)) if text.ends_with('/'))
    }

    /// The pattern before the first `mark`, and the one behind it, if there is one.
    pub(crate) fn split_once(&self, mark: char) -> (Self, Option<Self>) {
        for (at, piece) in self.0.iter().enumerate() {
            let Piece::Text(text) = piece else { continue };
            let Some((left, right)) = text.split_once(mark) else {
                continue;
            };
            let before = self.0.get(..at).unwrap_or_default().to_vec();
            let after = self.0.get(at + 1..).unwrap_or_default().to_vec();
            let right = Self::literal(right).then(Self(after));
            return (Self(before).then(Self::literal(left)), Some(right));
        }
        (self.clone(), None)
    }

    /// The pattern whose texts went through a function.
    pub(crate) fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for piece in &mut self.0 {
            if let Piece::Text(text) = piece {
                *text = change(text);
            }
        }
        self
    }
}

/// What follows the pieces; nothing may follow when they must match the `whole` text.
/// Open pieces take as much as they can.
fn rest<'t>(pieces: &[Piece], text: &'t str, whole: bool) -> Option<&'t str> {
    let Some((first, others)) = pieces.split_first() else {
        return (!whole || text.is_empty()).then_some(text);
    };
    if let Piece::Text(literal) = first {
        return rest(others, text.strip_prefix(literal.as_str())?, whole);
    }
    let end = match first {
        Piece::Segment => text.find('/').unwrap_or(text.len()),
        _ => text.len(),
    };
    (1..=end)
        .rev()
        .filter_map(|at| text.get(at..))
        .find_map(|tail| rest(others, tail, whole))
}

/// Why a template has no text: a variable in it is unset.
pub(crate) struct Unset;

impl Values<'_> {
    pub(crate) fn fill(&self, parts: &[Part]) -> Result<Pattern, Unset> {
        let mut pieces = Vec::new();
        for part in parts {
            let (text, form) = match *part {
                Part::Lit(text) => {
                    pieces.push(Piece::Text(text.to_owned()));
                    continue;
                }
                Part::Var(index, field, form) => (self.variable(index, field)?, form),
                Part::Slot(slot, form) => (self.slot(slot), form),
                _ => (None, Encode::Raw),
            };
            pieces.push(match text {
                Some(text) => Piece::Text(encode(&text, form)),
                None if form == Encode::Segment => Piece::Segment,
                None => Piece::Any,
            });
        }
        Ok(Pattern(pieces))
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
            Slot::Token(name) | Slot::Callback(name) => self
                .kept
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, value)| plain(value)),
            _ => None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_values_match_one_segment() {
        let pattern = Pattern(vec![
            Piece::Text("/api/".into()),
            Piece::Segment,
            Piece::Text("/token".into()),
        ]);
        assert!(pattern.matches("/api/acme/token"));
        assert!(!pattern.matches("/api/acme/x/token"));
        assert!(!pattern.matches("/api//token"));
        assert_eq!(pattern.strip("/api/acme/token/more"), Some("/more"));
        let open = Pattern(vec![Piece::Text("v-".into()), Piece::Any]);
        assert!(open.matches("v-abc"));
        assert!(!open.matches("v-"));
    }

    #[test]
    fn a_query_with_an_open_value_is_split_off() {
        let pattern = Pattern(vec![
            Piece::Text("/token?key=".into()),
            Piece::Any,
            Piece::Text("&x=1".into()),
        ]);
        let (path, query) = pattern.split_once('?');
        assert_eq!(path.text().as_deref(), Some("/token"));
        let (first, second) = query.unwrap_or_default().split_once('&');
        assert!(first.matches("key=anything"));
        assert_eq!(second.unwrap_or_default().text().as_deref(), Some("x=1"));
    }
}
