//! Texts with placeholders.

use super::expression::resolve_hole;
use super::kinds::Position;
use super::names::{Names, Site};
use crate::diag::Sink;
use crate::errors::{Message, VarError};
use crate::model::{Part, Template};
use crate::parse::{end_of_hole, is_expression, is_name};

/// A piece of a template before its placeholders are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Lit(String),
    Hole(String),
}

/// Splits a text at its braces; `{{` and `}}` stand for themselves.
pub(super) fn split(key: &str, text: &str) -> Result<Vec<Piece>, Message> {
    let mut pieces = Vec::new();
    let mut literal = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, tail) = rest.split_at(at);
        literal.push_str(before);
        if let Some(tail) = tail.strip_prefix("{{") {
            literal.push('{');
            rest = tail;
        } else if let Some(tail) = tail.strip_prefix("}}") {
            literal.push('}');
            rest = tail;
        } else if let Some(inner) = tail.strip_prefix('{') {
            let end = end_of_hole(inner).map(|end| inner.split_at(end));
            let hole = end.filter(|(hole, _)| is_name(hole) || is_expression(hole));
            let Some((name, tail)) = hole else {
                return Err(unclosed(key, tail).into());
            };
            let tail = tail.strip_prefix('}').unwrap_or(tail);
            if !literal.is_empty() {
                pieces.push(Piece::Lit(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Hole(name.to_owned()));
            rest = tail;
        } else {
            let key = key.to_owned();
            return Err(VarError::Unopened { key }.into());
        }
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        pieces.push(Piece::Lit(literal));
    }
    Ok(pieces)
}

fn unclosed(key: &str, tail: &str) -> VarError {
    // The fragment ends where a secret could begin.
    let shown: String = tail.chars().take_while(|c| *c != '@').take(10).collect();
    VarError::Unclosed {
        key: key.to_owned(),
        fragment: format!("{shown}..."),
    }
}

/// The value of a parameter or header.
pub(super) fn check_text(
    site: Site<'_>,
    at: Position,
    names: &Names<'_>,
    sink: &mut Sink,
) -> Option<Template> {
    let pieces = match split(site.key, &site.text.value) {
        Ok(pieces) => pieces,
        Err(message) => {
            sink.push(site.text.span, message);
            names.mark_mentioned(&site.text.value);
            return None;
        }
    };
    let mut parts = Some(Vec::new());
    for piece in pieces {
        let part = match piece {
            Piece::Lit(text) => Some(vec![Part::Lit(text)]),
            Piece::Hole(hole) => resolve_hole(&hole, at, site, names, sink),
        };
        // Every placeholder is looked at, even when an earlier one is wrong.
        match (part, &mut parts) {
            (Some(part), Some(parts)) => parts.extend(part),
            _ => parts = None,
        }
    }
    parts
}
