//! `request_object`, `dpop`, `id_token` and `profile`.

use super::level::{Entry, parse_level};
use super::tree::{Atom, Node};
use super::value::{parse_flag, parse_list, parse_value, parse_word, word_of};
use crate::diag::Sink;
use crate::errors::StandardError;
use crate::keys::{ALGS, ASYMMETRIC, Level, PROFILES, SYMMETRIC};
use crate::model::{IdToken, Spanned, Standards, Word};

pub(super) fn parse_standard(entry: &Entry<'_>, standards: &mut Standards, sink: &mut Sink) {
    let span = entry.node.span;
    match entry.key.name {
        "request_object" => {
            let alg = parse_with_alg(entry, Level::RequestObject, sink);
            standards.request_object = Some(Spanned::new(alg, span));
        }
        "dpop" => {
            let alg = parse_with_alg(entry, Level::Dpop, sink);
            standards.dpop = Some(Spanned::new(alg, span));
        }
        "id_token" => {
            let id_token = parse_id_token(entry, sink);
            standards.id_token = Some(Spanned::new(id_token, span));
        }
        _ => {
            let word = parse_word(entry, PROFILES, sink);
            standards.profile = word.map(|(word, node)| Spanned::new(word, node.span));
        }
    }
}

/// The word alone, or `dpop(alg = es256)`.
fn parse_with_alg(entry: &Entry<'_>, level: Level, sink: &mut Sink) -> Option<Word> {
    if entry.node.list.is_none() {
        parse_flag(entry, sink);
        return None;
    }
    let nodes = parse_list(entry, sink).unwrap_or_default();
    let mut alg = None;
    for entry in parse_level(nodes, level, sink, |_, _| false) {
        let value = parse_value(&entry, sink);
        alg = value.and_then(|node| parse_alg(node, "alg", ASYMMETRIC, sink));
    }
    alg
}

/// An algorithm of those that fit; one with the wrong kind of key is told apart.
pub(super) fn parse_alg(
    node: &Node,
    key: &str,
    fitting: &'static [&'static str],
    sink: &mut Sink,
) -> Option<Word> {
    if let Atom::Word(word) | Atom::Str(word) = &node.atom {
        // JOSE writes them in capitals (RFC 7518 §3.1).
        let alg = word.to_ascii_lowercase();
        if ALGS.contains(&alg.as_str()) && !fitting.contains(&alg.as_str()) {
            let mistake = match SYMMETRIC.contains(&alg.as_str()) {
                true => StandardError::SharedSecret { alg },
                false => StandardError::PrivateKey { alg },
            };
            sink.push(node.span, mistake);
            return None;
        }
    }
    word_of(node, key, fitting, sink).map(|(word, node)| Spanned::new(word, node.span))
}

/// `id_token(algs(es256, ps256), encrypted)`
fn parse_id_token(entry: &Entry<'_>, sink: &mut Sink) -> IdToken {
    let mut id_token = IdToken::default();
    let nodes = parse_list(entry, sink).unwrap_or_default();
    for entry in parse_level(nodes, Level::IdToken, sink, |_, _| false) {
        if entry.key.name == "encrypted" {
            id_token.encrypted = parse_flag(&entry, sink).value;
            continue;
        }
        let nodes = parse_list(&entry, sink).unwrap_or_default();
        let algs = nodes
            .iter()
            .filter_map(|node| parse_alg(node, "algs", ALGS, sink));
        id_token.algs = algs.collect();
    }
    id_token
}
