//! `answer(...)` of a call.

use super::level::{Entry, parse_level};
use super::source::{parse_check, parse_source, parse_sources};
use super::tree::{Atom, Node};
use super::value::{parse_flag, parse_list, parse_text, parse_value, parse_word, unknown_word};
use super::vars::parse_keep;
use crate::diag::Sink;
use crate::errors::{AnswerError, ParamError, SyntaxError, Words};
use crate::keys::{CODES, FORMATS, Form, Level};
use crate::model::{Answer, FieldRule, Spanned};
use crate::suggest::nearest;

pub(super) fn parse_answer(nodes: &[Node], sink: &mut Sink) -> Answer {
    let mut answer = Answer::default();
    for entry in parse_level(nodes, Level::Answer, sink, |_, _| false) {
        let key = entry.key.name;
        match key {
            "format" => {
                answer.format = parse_word(&entry, FORMATS, sink)
                    .map(|(word, node)| Spanned::new(word, node.span))
            }
            "statuses" => answer.statuses = parse_statuses(&entry, sink),
            "success" => answer.success = parse_check(&entry, sink),
            "token_type" => parse_token_type(&entry, &mut answer, sink),
            "expires_in" | "expires_at" => parse_expiry(&entry, &mut answer, sink),
            "expires" => {
                answer.expires = parse_word(&entry, &["fixed", "never"], sink)
                    .map(|(word, node)| Spanned::new(word, node.span));
            }
            "scope_delimiter" => answer.scope_delimiter = parse_text(&entry, sink),
            "keep" => answer.keep = parse_keep(parse_list(&entry, sink).unwrap_or_default(), sink),
            "require" => {
                for node in parse_list(&entry, sink).unwrap_or_default() {
                    answer.require.push(Spanned::new(node.written(), node.span));
                }
            }
            "keeps_token" => answer.keeps_token = parse_flag(&entry, sink).value,
            "error_map" => parse_error_map(&entry, &mut answer, sink),
            _ if entry.key.form == Form::Source => {
                if let Some(value) = parse_value(&entry, sink) {
                    add_field(&entry, parse_sources(key, value, sink), &mut answer);
                }
            }
            _ => (),
        }
    }
    answer
}

fn add_field(entry: &Entry<'_>, sources: Vec<Spanned<crate::model::Source>>, answer: &mut Answer) {
    if !sources.is_empty() {
        answer.fields.push(FieldRule {
            field: Spanned::new(entry.key.name, entry.node.span),
            sources,
        });
    }
}

/// `token_type = required`, `= ignored`, or where it is.
fn parse_token_type(entry: &Entry<'_>, answer: &mut Answer, sink: &mut Sink) {
    let Some(value) = parse_value(entry, sink) else {
        return;
    };
    match value.word() {
        Some("required") => answer.token_type = Some(Spanned::new("required", value.span)),
        Some("ignored") => answer.token_type = Some(Spanned::new("ignored", value.span)),
        Some(word) if value.list.is_none() && word != "body" => {
            unknown_word(
                value.span,
                "token_type",
                word,
                &["required", "ignored"],
                sink,
            );
        }
        _ => add_field(entry, parse_sources("token_type", value, sink), answer),
    }
}

/// `expires_in = milliseconds`, `= "path"`, `expires_in("path", milliseconds, zero_is_never)`;
/// `expires_at = "path"`, `expires_at("path", epoch_seconds)`.
fn parse_expiry(entry: &Entry<'_>, answer: &mut Answer, sink: &mut Sink) {
    const IN: &[&str] = &["seconds", "milliseconds", "clock", "zero_is_never"];
    const AT: &[&str] = &["iso8601", "epoch_seconds", "epoch_milliseconds"];
    let key = entry.key.name;
    let nodes = match &entry.node.list {
        Some(list) => list.nodes.iter().collect(),
        None => Vec::from_iter(parse_value(entry, sink)),
    };
    let words = if key == "expires_in" { IN } else { AT };
    let mut sources = Vec::new();
    for node in nodes {
        let Some(word) = node
            .word()
            .filter(|word| !matches!(*word, "header" | "cookie" | "body" | "claim"))
        else {
            sources.extend(match &node.atom {
                Atom::Array(_) => parse_sources(key, node, sink),
                _ => parse_source(key, node, sink).into_iter().collect(),
            });
            continue;
        };
        match words.iter().find(|known| **known == word) {
            Some(&"seconds") => (),
            Some(&"milliseconds") => answer.milliseconds = true,
            Some(&"clock") => answer.clock = true,
            Some(&"zero_is_never") => answer.zero_is_never = true,
            Some(form) => answer.at = Some(form),
            None if word == "ms" => unknown_word(node.span, key, "millisecond", words, sink),
            None => unknown_word(node.span, key, word, words, sink),
        }
    }
    add_field(entry, sources, answer);
}

/// HTTP statuses: `statuses(200, 201)`, and `key = 403` for one.
pub(super) fn parse_statuses(entry: &Entry<'_>, sink: &mut Sink) -> Vec<u16> {
    let mut statuses: Vec<u16> = Vec::new();
    let nodes: Vec<&Node> = match entry.node.value.as_deref() {
        Some(only) if entry.node.list.is_none() && matches!(only.atom, Atom::Int(..)) => vec![only],
        _ => parse_list(entry, sink).unwrap_or_default().iter().collect(),
    };
    for node in nodes {
        let status = match &node.atom {
            Atom::Int(digits, suffix) if suffix.is_empty() => digits.parse().ok(),
            _ => None,
        };
        match status.filter(|status| (100..600).contains(status)) {
            Some(status) if statuses.contains(&status) => {
                let name = status.to_string();
                sink.push(
                    node.span,
                    ParamError::Twice {
                        name,
                        what: entry.key.name,
                    },
                );
            }
            Some(status) => statuses.push(status),
            None => {
                let mistake = SyntaxError::NotANumber {
                    key: entry.key.name.to_owned(),
                    example: entry.key.example.to_owned(),
                };
                sink.push(node.region(), mistake);
            }
        }
    }
    statuses
}

/// `error_map("token_inactive" = invalid_grant)`
fn parse_error_map(entry: &Entry<'_>, answer: &mut Answer, sink: &mut Sink) {
    for node in parse_list(entry, sink).unwrap_or_default() {
        let (Atom::Str(from) | Atom::Word(from)) = &node.atom else {
            sink.push(node.span, ParamError::EmptyName {});
            continue;
        };
        let Some(value) = node.value.as_deref() else {
            let key = from.clone();
            let example = entry.key.example.to_owned();
            sink.push(node.span, SyntaxError::MissingValue { key, example });
            continue;
        };
        if answer.error_map.iter().any(|(have, _)| have.value == *from) {
            let name = from.clone();
            sink.push(
                node.span,
                ParamError::Twice {
                    name,
                    what: "error_map(...)",
                },
            );
            continue;
        }
        let word = match &value.atom {
            Atom::Word(word) | Atom::Str(word) => word.clone(),
            _ => value.written(),
        };
        match CODES.iter().find(|code| **code == word) {
            Some(code) => answer
                .error_map
                .push((Spanned::new(from.clone(), node.span), code)),
            None => match nearest(&word, CODES.iter().copied()) {
                Some(near) => sink.push(value.span, AnswerError::MisspeltCode { word, near }),
                None => {
                    let codes = Words::of(CODES.iter().copied());
                    sink.push(value.span, AnswerError::UnknownCode { word, codes });
                }
            },
        }
    }
}
