//! `assertion(...)` and `hooks(...)`.

use std::time::Duration;

use proc_macro2::TokenStream;

use super::duration::parse_duration;
use super::level::{Entry, parse_level};
use super::params::parse_object;
use super::tree::Atom;
use super::value::{parse_list, parse_text, parse_value, parse_word};
use crate::diag::Sink;
use crate::errors::ExpressionError;
use crate::keys::{ALGS, Level};
use crate::model::{Assertion, Spanned, Text};

/// How long an assertion is good where nothing is declared.
const LIFETIME: Duration = Duration::from_secs(300);

/// `assertion(alg = rs256, key = "{private_key}", claims(...), lifetime = 5m)`
pub(super) fn parse_assertion(
    entry: &Entry<'_>,
    sink: &mut Sink,
) -> Option<Spanned<Assertion<Text>>> {
    let span = entry.node.span;
    let nodes = parse_list(entry, sink)?;
    let before = sink.count();
    let (mut alg, mut key) = (None, None);
    let (mut header, mut claims) = (Vec::new(), Vec::new());
    let mut lifetime = LIFETIME;
    for entry in parse_level(nodes, Level::Assertion, sink, |_, _| false) {
        match entry.key.name {
            "alg" => alg = parse_word(&entry, ALGS, sink),
            "key" => key = parse_text(&entry, sink),
            "header" => header = parse_object(parse_list(&entry, sink).unwrap_or_default(), sink),
            "claims" => claims = parse_object(parse_list(&entry, sink).unwrap_or_default(), sink),
            _ => {
                let value = parse_value(&entry, sink);
                let read = value.and_then(|node| parse_duration("lifetime", node, sink));
                lifetime = read.map_or(lifetime, |read| read.value);
            }
        }
    }
    let missing = match (&alg, &key) {
        (None, _) => Some("alg"),
        (_, None) => Some("key"),
        _ => None,
    };
    if let Some(key) = missing.filter(|_| sink.count() == before) {
        sink.push(span, ExpressionError::AssertionKeys { key });
    }
    let (word, node) = alg?;
    let assertion = Assertion {
        alg: Spanned::new(word, node.span),
        key: key?,
        header,
        claims,
        lifetime,
    };
    Some(Spanned::new(assertion, span))
}

/// `hooks(saml = crate::hooks::saml)`
pub(super) fn parse_hooks(entry: &Entry<'_>, sink: &mut Sink) -> Vec<(Text, TokenStream)> {
    let mut hooks = Vec::new();
    for node in parse_list(entry, sink).unwrap_or_default() {
        let path = node.value.as_deref().map(|value| &value.atom);
        match (node.word(), path) {
            (Some(name), Some(Atom::Path(path))) => {
                hooks.push((Spanned::new(name.to_owned(), node.span), path.clone()));
            }
            (name, _) => {
                let name = name.unwrap_or("name").to_owned();
                sink.push(node.region(), ExpressionError::NotAPath { name });
            }
        }
    }
    hooks
}
