//! Where a value of an answer stands, and tests on it.

use super::level::Entry;
use super::tree::{Atom, Node};
use super::value::{parse_list, text_of, unknown_word};
use crate::diag::Sink;
use crate::errors::AnswerError;
use crate::model::{Check, Expect, Source, Spanned};

const SOURCES: &[&str] = &["body", "cookie", "header", "claim"];
/// Fields that can hold a JWT.
const TOKENS: &[&str] = &["access_token", "id_token", "refresh_token"];

/// `"name"`, `"/path"`, `body`, `cookie("...")`, `header("...")`, `claim(id_token, "/sub")`.
pub(super) fn parse_source(key: &str, node: &Node, sink: &mut Sink) -> Option<Spanned<Source>> {
    let source = match &node.atom {
        Atom::Str(text) => Source::Path(parse_path(key, text, node, sink)?),
        Atom::Word(word) => match (word.as_str(), node.nodes()) {
            ("body", []) => Source::Body,
            ("cookie", [name]) => {
                Source::Cookie(text_of(name, "cookie", "cookie(\"SESSION\")", sink)?.value)
            }
            ("header", [name]) => {
                let name = text_of(name, "header", "header(\"x-token\")", sink)?;
                Source::Header(name.value.to_ascii_lowercase())
            }
            ("claim", nodes) => parse_claim(key, node, nodes, sink)?,
            (other, _) => {
                unknown_word(node.span, key, other, SOURCES, sink);
                return None;
            }
        },
        _ => {
            let example = format!("{key} = \"/data/{key}\"");
            text_of(node, key, &example, sink)?;
            return None;
        }
    };
    Some(Spanned::new(source, node.span))
}

/// `claim(access_token, "/tid")`: the token, and where the claim stands in it.
fn parse_claim(key: &str, node: &Node, nodes: &[Node], sink: &mut Sink) -> Option<Source> {
    let token = |node: &Node| {
        TOKENS
            .iter()
            .copied()
            .find(|name| node.word() == Some(name))
    };
    let ([first, path], Some(field)) = (nodes, nodes.first().and_then(token)) else {
        let key = key.to_owned();
        sink.push(node.region(), AnswerError::BadClaim { key });
        return None;
    };
    let Atom::Str(text) = &path.atom else {
        let key = key.to_owned();
        sink.push(path.region(), AnswerError::BadClaim { key });
        return None;
    };
    if field == key {
        sink.push(first.span, AnswerError::OwnClaim { key: field });
        return None;
    }
    Some(Source::Claim(field, parse_path(key, text, path, sink)?))
}

/// One source, or several in brackets that are tried in order.
pub(super) fn parse_sources(key: &str, node: &Node, sink: &mut Sink) -> Vec<Spanned<Source>> {
    match &node.atom {
        Atom::Array(nodes) => nodes
            .iter()
            .filter_map(|node| parse_source(key, node, sink))
            .collect(),
        _ => parse_source(key, node, sink).into_iter().collect(),
    }
}

/// `/data/token` is a path (JSON pointers, RFC 6901); `token` is a name.
fn parse_path(key: &str, text: &str, node: &Node, sink: &mut Sink) -> Option<Vec<String>> {
    let Some(path) = text.strip_prefix('/') else {
        if text.contains(['.', '/']) {
            let fixed = format!("/{}", text.replace('.', "/"));
            sink.push(node.span, AnswerError::Pointer { fixed });
            return None;
        }
        return match text {
            "" => {
                let key = key.to_owned();
                sink.push(node.span, AnswerError::EmptyPath { key });
                None
            }
            _ => Some(vec![text.to_owned()]),
        };
    };
    let parts: Vec<String> = path
        .split('/')
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect();
    if parts.iter().any(String::is_empty) {
        let key = key.to_owned();
        sink.push(node.span, AnswerError::EmptyPath { key });
        return None;
    }
    Some(parts)
}

/// `key("/path" = value)`
pub(super) fn parse_check(entry: &Entry<'_>, sink: &mut Sink) -> Option<Check> {
    let nodes = parse_list(entry, sink)?;
    let key = entry.key.name;
    let bad = |sink: &mut Sink| {
        let key = key.to_owned();
        sink.push(entry.node.region(), AnswerError::BadCheck { key });
    };
    let ([node], Some(value)) = (nodes, nodes.first().and_then(|node| node.value.as_deref()))
    else {
        bad(sink);
        return None;
    };
    let mut left = node.clone();
    left.value = None;
    let source = parse_source(key, &left, sink)?.value;
    let expect = match &value.atom {
        Atom::Word(word) if word == "absent" => Expect::Absent,
        Atom::Word(word) if word == "present" => Expect::Present,
        Atom::Array(nodes) => {
            let texts: Option<Vec<String>> = nodes.iter().map(plain).collect();
            let Some(texts) = texts else {
                bad(sink);
                return None;
            };
            Expect::OneOf(texts)
        }
        _ => match plain(value) {
            Some(text) => Expect::OneOf(vec![text]),
            None => {
                bad(sink);
                return None;
            }
        },
    };
    Some(Check { source, expect })
}

/// A literal as the text it is compared as.
fn plain(node: &Node) -> Option<String> {
    match &node.atom {
        Atom::Str(text) => Some(text.clone()),
        Atom::Bool(_) | Atom::Int(..) | Atom::Float(_) => Some(node.written()),
        _ => None,
    }
}
