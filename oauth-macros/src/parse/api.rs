//! What only `api(...)` has.

use super::answer::parse_statuses;
use super::level::{Entry, parse_level};
use super::source::parse_check;
use super::tree::{Atom, Node};
use super::value::{parse_list, parse_reason, parse_text, parse_word, text_of, unknown_word};
use crate::diag::Sink;
use crate::errors::AuthError;
use crate::keys::Level;
use crate::model::{Api, Bearer, Spanned};

const BEARERS: &[&str] = &["authorization", "header", "query", "cookie", "none"];

/// Reads a key of the API; the keys of every call are read elsewhere.
pub(super) fn parse_api_key(entry: &Entry<'_>, api: &mut Api, sink: &mut Sink) {
    match entry.key.name {
        "path" => api.path = parse_text(entry, sink),
        "trust" => {
            let nodes = parse_list(entry, sink).unwrap_or_default();
            api.trust = nodes
                .iter()
                .filter_map(|node| text_of(node, "trust", entry.key.example, sink))
                .collect();
        }
        "bearer" => parse_bearers(entry, api, sink),
        "renew_on" => api.renew_on = Some(parse_statuses(entry, sink)),
        "renew_if" => api.renew_if = parse_check(entry, sink),
        "stop_on" => api.stop_on = parse_statuses(entry, sink),
        "lockout" => api.lockout = parse_check(entry, sink),
        "rate_limit" => parse_rate_limit(entry, api, sink),
        _ => (),
    }
}

fn parse_bearers(entry: &Entry<'_>, api: &mut Api, sink: &mut Sink) {
    let nodes: Vec<&Node> = match entry.node.value.as_deref() {
        // `bearer = header("...")` is one form in a list that has one.
        Some(only) if entry.node.list.is_none() => vec![only],
        _ => parse_list(entry, sink).unwrap_or_default().iter().collect(),
    };
    for node in nodes {
        api.bearer.extend(parse_bearer(node, sink));
    }
}

fn parse_bearer(node: &Node, sink: &mut Sink) -> Option<Bearer> {
    let Some(word) = node.word().filter(|word| BEARERS.contains(word)) else {
        unknown_word(node.span, "bearer", &node.written(), BEARERS, sink);
        return None;
    };
    if word == "none" {
        return Some(Bearer::Declared);
    }
    let name = match node
        .nodes()
        .first()
        .filter(|first| matches!(first.atom, Atom::Str(_)))
    {
        Some(first) => text_of(first, word, "header(\"x-access-token\")", sink),
        None => None,
    };
    if word == "authorization" {
        // The text is not repeated: a secret may stand beside the placeholder.
        if let Some(scheme) = name.as_ref().filter(|name| name.value.contains(['{', '}'])) {
            sink.push(scheme.span, AuthError::SchemeTemplate {});
            return None;
        }
        return Some(Bearer::Authorization(name));
    }
    let Some(name) = name else {
        let example = format!("{word}(\"x-access-token\")");
        text_of(node.nodes().first().unwrap_or(node), word, &example, sink);
        return None;
    };
    if word == "query" && parse_reason("bearer(query)", node.nodes(), sink).is_none() {
        let name = name.value.clone();
        sink.push(node.region(), AuthError::BearerInQuery { name });
    }
    Some(match word {
        "header" => Bearer::Header(name),
        "query" => Bearer::Query(name),
        _ => Bearer::Cookie(name),
    })
}

/// `rate_limit(limit = "...", remaining = "...", reset = epoch("..."))`
fn parse_rate_limit(entry: &Entry<'_>, api: &mut Api, sink: &mut Sink) {
    let nodes = parse_list(entry, sink).unwrap_or_default();
    for entry in parse_level(nodes, Level::RateLimit, sink, |_, _| false) {
        match entry.key.name {
            "limit" => api.limit = parse_text(&entry, sink),
            "remaining" => api.remaining = parse_text(&entry, sink),
            _ => {
                let Some((form, node)) = parse_word(&entry, &["epoch", "delay", "iso8601"], sink)
                else {
                    continue;
                };
                let header = node.nodes().first().unwrap_or(node);
                api.reset = text_of(header, "reset", entry.key.example, sink)
                    .map(|name| (name, Spanned::new(form, node.span)));
            }
        }
    }
}
