//! `callback` and `lifetimes`.

use super::duration::parse_duration;
use super::level::{Entry, parse_level};
use super::tree::Atom;
use super::value::{parse_flag, parse_list, parse_text, parse_value, parse_word, text_of, word_of};
use super::vars::parse_keep;
use crate::diag::Sink;
use crate::keys::{Level, MODES, STATES};
use crate::model::{Callback, Lifetimes, Spanned};

/// `callback = fragment` or `callback(...)`.
pub(super) fn parse_callback(entry: &Entry<'_>, sink: &mut Sink) -> Callback {
    let mut callback = Callback::default();
    if entry.node.list.is_none() {
        if let Some((mode, node)) = parse_word(entry, MODES, sink) {
            callback.mode = Some(Spanned::new(mode, node.span));
        }
        return callback;
    }
    let nodes = parse_list(entry, sink).unwrap_or_default();
    for entry in parse_level(nodes, Level::Callback, sink, |_, _| false) {
        match entry.key.name {
            "mode" => {
                callback.mode = parse_word(&entry, MODES, sink)
                    .map(|(mode, node)| Spanned::new(mode, node.span));
            }
            "code" => callback.code = parse_text(&entry, sink),
            "state" => parse_state(&entry, &mut callback, sink),
            "error" => callback.error = parse_text(&entry, sink),
            "error_description" => callback.error_description = parse_text(&entry, sink),
            "iss" => {
                callback.iss_required =
                    parse_word(&entry, &["required"], sink).map(|(_, node)| node.span);
            }
            "jwt" => callback.jwt = parse_flag(&entry, sink).value.then_some(entry.node.span),
            "pin" => callback.pin = parse_flag(&entry, sink).value,
            "keep" => {
                callback.keep = parse_keep(parse_list(&entry, sink).unwrap_or_default(), sink)
            }
            "denied" => {
                let nodes = parse_list(&entry, sink).unwrap_or_default();
                callback.denied = nodes
                    .iter()
                    .filter_map(|node| text_of(node, "denied", entry.key.example, sink))
                    .collect();
            }
            _ => (),
        }
    }
    callback
}

/// `state = "name"`, `state = if_present`, `state("name", if_present)`.
fn parse_state(entry: &Entry<'_>, callback: &mut Callback, sink: &mut Sink) {
    let nodes = match &entry.node.list {
        Some(list) => list.nodes.iter().collect(),
        None => Vec::from_iter(parse_value(entry, sink)),
    };
    for node in nodes {
        if let Atom::Str(text) = &node.atom
            && !STATES.contains(&text.as_str())
        {
            callback.state = Some(Spanned::new(text.clone(), node.span));
            continue;
        }
        if let Some((word, node)) = word_of(node, "state", STATES, sink) {
            callback.state_policy = Some(Spanned::new(word, node.span));
        }
    }
}

/// `lifetimes(code = 5m, ...)`
pub(super) fn parse_lifetimes(entry: &Entry<'_>, sink: &mut Sink) -> Lifetimes {
    let mut lifetimes = Lifetimes::default();
    let nodes = parse_list(entry, sink).unwrap_or_default();
    for entry in parse_level(nodes, Level::Lifetimes, sink, |_, _| false) {
        let key = entry.key.name;
        let duration = parse_value(&entry, sink).and_then(|node| parse_duration(key, node, sink));
        match key {
            "code" => lifetimes.code = duration,
            "access_token" => lifetimes.access_token = duration,
            "refresh_token" => lifetimes.refresh_token = duration,
            _ => lifetimes.margin = duration,
        }
    }
    lifetimes
}
