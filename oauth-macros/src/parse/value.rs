//! The values of keys: strings, words, flags, lists.

use proc_macro2::Span;

use super::level::Entry;
use super::tree::{Atom, List, Node};
use crate::diag::Sink;
use crate::errors::{KeyError, SyntaxError, Words};
use crate::keys::Key;
use crate::model::{Spanned, Text};
use crate::suggest::nearest;

/// The value after `=`. A `:` is reported and read as `=`.
pub(crate) fn parse_value<'n>(entry: &Entry<'n>, sink: &mut Sink) -> Option<&'n Node> {
    let Entry { key, node } = entry;
    if let Some((colon, kind)) = &node.kind {
        let mistake = SyntaxError::Colon {
            key: key.name.to_owned(),
            value: kind.written(),
        };
        sink.push(*colon, mistake);
        return Some(kind);
    }
    if let Some(value) = &node.value {
        return Some(value);
    }
    if let Some(list) = &node.list {
        let mistake = SyntaxError::ValueAsList {
            key: key.name.to_owned(),
            example: key.example.to_owned(),
        };
        sink.push(list.span, mistake);
        return match list.nodes.as_slice() {
            [only] => Some(only),
            _ => None,
        };
    }
    let mistake = SyntaxError::MissingValue {
        key: key.name.to_owned(),
        example: key.example.to_owned(),
    };
    sink.push(node.span, mistake);
    None
}

/// `key = "..."`
pub(crate) fn parse_text(entry: &Entry<'_>, sink: &mut Sink) -> Option<Text> {
    let value = parse_value(entry, sink)?;
    text_of(value, entry.key.name, entry.key.example, sink)
}

/// A node that must be a string.
pub(crate) fn text_of(node: &Node, key: &str, example: &str, sink: &mut Sink) -> Option<Text> {
    match &node.atom {
        Atom::Str(text) => Some(Spanned::new(text.clone(), node.span)),
        Atom::Word(word) if node.list.is_none() => {
            let mistake = SyntaxError::Unquoted {
                key: key.to_owned(),
                word: word.clone(),
            };
            sink.push(node.span, mistake);
            Some(Spanned::new(word.clone(), node.span))
        }
        _ => {
            let mistake = SyntaxError::NotAString {
                key: key.to_owned(),
                example: example.to_owned(),
            };
            sink.push(node.region(), mistake);
            None
        }
    }
}

/// `key`
pub(crate) fn parse_flag(entry: &Entry<'_>, sink: &mut Sink) -> Spanned<bool> {
    let Entry { key, node } = entry;
    let slip = match (&node.value, &node.list, &node.kind) {
        (Some(value), ..) => Some(value.region()),
        (_, Some(list), _) => Some(list.span.into()),
        (_, _, Some((colon, _))) => Some((*colon).into()),
        _ => None,
    };
    let slip = slip.or(node.dangling.then(|| node.span.into()));
    if let Some(at) = slip {
        let key = key.name.to_owned();
        sink.push(at, SyntaxError::FlagWithValue { key });
    }
    Spanned::new(true, node.span)
}

/// `key(...)`: its entries. A value is reported; a string among it is read as one entry.
pub(crate) fn parse_list<'n>(entry: &Entry<'n>, sink: &mut Sink) -> Option<&'n [Node]> {
    let Entry { key, node } = entry;
    if let Some(List { nodes, span }) = &node.list {
        if nodes.is_empty() {
            let mistake = KeyError::Empty {
                key: key.name.to_owned(),
                example: key.example.to_owned(),
            };
            sink.push(*span, mistake);
            return None;
        }
        return Some(nodes);
    }
    list_expected(key, node, sink);
    match node.value.as_deref() {
        Some(Node {
            atom: Atom::Array(nodes),
            ..
        }) => Some(nodes),
        _ => None,
    }
}

/// Reports that a list was expected.
pub(crate) fn list_expected(key: &Key, node: &Node, sink: &mut Sink) {
    let at = node
        .value
        .as_ref()
        .map_or(node.region(), |value| value.region());
    let mistake = SyntaxError::ListAsValue {
        key: key.name.to_owned(),
        example: key.example.to_owned(),
    };
    sink.push(at, mistake);
}

/// `key = word` or `key = word(...)`, the word one of `words`.
pub(crate) fn parse_word<'n>(
    entry: &Entry<'n>,
    words: &'static [&'static str],
    sink: &mut Sink,
) -> Option<(&'static str, &'n Node)> {
    let value = parse_value(entry, sink)?;
    word_of(value, entry.key.name, words, sink)
}

/// A node that must be one of `words`, perhaps with arguments.
pub(crate) fn word_of<'n>(
    node: &'n Node,
    key: &str,
    words: &'static [&'static str],
    sink: &mut Sink,
) -> Option<(&'static str, &'n Node)> {
    let (word, quoted) = match &node.atom {
        Atom::Word(word) => (word, false),
        Atom::Str(text) => (text, true),
        _ => {
            let example = format!("{key} = {}", words.first().copied().unwrap_or_default());
            let key = key.to_owned();
            sink.push(node.region(), SyntaxError::NotAWord { key, example });
            return None;
        }
    };
    let known = words.iter().find(|known| *known == word);
    if let (Some(known), true) = (known, quoted) {
        let mistake = SyntaxError::Quoted {
            key: key.to_owned(),
            word: (*known).to_owned(),
        };
        sink.push(node.span, mistake);
    }
    if known.is_none() {
        unknown_word(node.span, key, word, words, sink);
    }
    known.map(|known| (*known, node))
}

/// Reports a word that is none of `words`.
pub(crate) fn unknown_word(
    at: Span,
    key: &str,
    word: &str,
    words: &'static [&'static str],
    sink: &mut Sink,
) {
    const BROUGHT: &[(&str, &str)] = &[
        ("client_secret_basic", "basic"),
        ("client_secret_post", "body"),
        ("post", "body"),
        ("request_body", "body"),
        ("private_key", "private_key_jwt"),
        ("jwt", "private_key_jwt"),
        ("secret_jwt", "client_secret_jwt"),
        ("self_signed_tls_client_auth", "tls_client_auth"),
        ("mtls", "tls_client_auth"),
        ("tls", "tls_client_auth"),
        ("ed25519", "eddsa"),
        ("fapi", "fapi2"),
        ("fapi2_security", "fapi2"),
        ("fapi2_security_profile", "fapi2"),
        ("fapi2_baseline", "fapi2"),
        ("fapi2_advanced", "fapi2_message_signing"),
        ("message_signing", "fapi2_message_signing"),
        ("127.0.0.1", "ipv4"),
        ("v4", "ipv4"),
        ("::1", "ipv6"),
        ("[::1]", "ipv6"),
        ("v6", "ipv6"),
        ("none", "refused"),
    ];
    let key = key.to_owned();
    let brought = BROUGHT
        .iter()
        .find(|(name, target)| *name == word && words.contains(target))
        .map(|(_, target)| *target);
    let word = word.to_owned();
    if let Some(near) = brought {
        let near = near.to_owned();
        sink.push(at, KeyError::ForeignWord { key, word, near });
        return;
    }
    match nearest(&word, words.iter().copied()) {
        Some(near) => {
            let near = near.to_owned();
            sink.push(at, KeyError::MisspeltWord { key, word, near });
        }
        None => {
            let words = Words::of(words.iter().copied());
            sink.push(at, KeyError::UnknownWord { key, word, words });
        }
    }
}

/// `reason = "..."` among the arguments of a word; ten characters or more.
pub(crate) fn parse_reason(key: &str, nodes: &[Node], sink: &mut Sink) -> Option<Text> {
    let node = nodes.iter().find(|node| node.word() == Some("reason"))?;
    let value = node.value.as_deref()?;
    let text = text_of(value, "reason", "reason = \"...\"", sink)?;
    check_reason(key, &text, sink);
    Some(text)
}

/// Reports a reason that tells nothing.
pub(crate) fn check_reason(key: &str, reason: &Text, sink: &mut Sink) {
    if reason.value.trim().chars().count() < 10 {
        let key = key.to_owned();
        sink.push(reason.span, KeyError::ShortReason { key });
    }
}
