//! From entries to keys, by the key table.

use proc_macro2::Span;

use super::tree::{Atom, Node};
use crate::diag::{Sink, line};
use crate::errors::{First, KeyError, Words};
use crate::keys::{ELSEWHERE, Form, KEYS, Key, Level, keys_at};
use crate::suggest::{fold, nearest};

/// An entry whose key is known.
pub(crate) struct Entry<'n> {
    pub(crate) key: &'static Key,
    pub(crate) node: &'n Node,
}

/// The entries of a level, each key once. Words that are no keys are reported,
/// unless `other` takes them.
pub(crate) fn parse_level<'n>(
    nodes: &'n [Node],
    level: Level,
    sink: &mut Sink,
    mut other: impl FnMut(&'n Node, &mut Sink) -> bool,
) -> Vec<Entry<'n>> {
    let mut entries: Vec<Entry<'n>> = Vec::new();
    let mut near: Vec<Entry<'n>> = Vec::new();
    for node in nodes {
        let Some(word) = node.word() else {
            if !other(node, sink) {
                unknown(node.span, &node.written(), level, sink);
            }
            continue;
        };
        if let Some(key) = keys_at(level).find(|key| key.name == word && fits(key, node)) {
            match entries.iter().find(|entry| entry.key.name == key.name) {
                Some(first) => {
                    let at = First(line(first.node.span));
                    let key = word.to_owned();
                    sink.push(node.span, KeyError::Duplicate { key, at });
                }
                None => entries.push(Entry { key, node }),
            }
        } else if !other(node, sink)
            && let Some(key) = resolve(node, word, level, sink)
            && has_value(key, node)
        {
            near.push(Entry { key, node });
        }
    }
    // A near-miss counts as given, so that nothing else is reported as missing.
    for entry in near {
        if entries.iter().all(|have| have.key.name != entry.key.name) {
            entries.push(entry);
        }
    }
    entries
}

/// Whether there is anything to read: a word alone says nothing to most keys.
const fn has_value(key: &Key, node: &Node) -> bool {
    node.value.is_some()
        || node.list.is_some()
        || node.kind.is_some()
        || matches!(key.form, Form::Flag | Form::Call | Form::Mixed)
}

/// `password` in `lifetimes` is no key, and `code` as a scope list's flag is none:
/// a flag stands alone, so a word with a value beside it is something else.
fn fits(key: &Key, node: &Node) -> bool {
    key.level != Level::Scopes
        || key.form != Form::Flag
        || (node.value.is_none() && node.list.is_none())
        || is_flag_slip(node)
}

/// `required = true` is a flag with a value; `required = "text"` could be a scope.
fn is_flag_slip(node: &Node) -> bool {
    matches!(
        node.value.as_deref(),
        Some(Node {
            atom: Atom::Bool(_),
            ..
        })
    )
}

/// Reports a word that is no key here, and returns the key it stands for, if
/// its value can be used under that name.
fn resolve(node: &Node, word: &str, level: Level, sink: &mut Sink) -> Option<&'static Key> {
    let list = level.written();
    let key = word.to_owned();
    if let Some(same) = keys_at(level).find(|key| fold(key.name) == fold(word)) {
        let near = same.name;
        sink.push(node.span, KeyError::WrongCase { key, list, near });
        return Some(same);
    }
    if let Some((_, advice)) = ELSEWHERE
        .iter()
        .find(|(name, _)| *name == word && level == Level::Top)
    {
        sink.push(node.span, KeyError::Elsewhere { key, list, advice });
        return None;
    }
    let is_synonym = |key: &&Key| key.synonyms.iter().any(|name| fold(name) == fold(word));
    if let Some(target) = keys_at(level).find(is_synonym) {
        foreign(node.span, word, level, target, sink);
        return Some(target);
    }
    if let Some(target) = KEYS.iter().find(|key| key.name == word) {
        misplaced(node.span, level, target, sink);
        return None;
    }
    if let Some(near) = nearest(word, keys_at(level).map(|key| key.name)) {
        sink.push(node.span, KeyError::Misspelt { key, list, near });
        return keys_at(level).find(|key| key.name == near);
    }
    if let Some(target) = KEYS.iter().find(is_synonym) {
        foreign(node.span, word, level, target, sink);
        return None;
    }
    unknown(node.span, word, level, sink);
    None
}

fn foreign(at: Span, word: &str, level: Level, target: &'static Key, sink: &mut Sink) {
    let mistake = KeyError::ForeignName {
        key: word.to_owned(),
        list: level.written(),
        near: target.name,
        example: match (level.takes(target.level), target.level) {
            // Elsewhere the list must be named, or the reader puts it here again.
            (false, Level::Scopes) => "scopes(delimiter = \",\", ...)",
            (false, Level::Answer) => "token(url = \"...\", answer(...))",
            _ => target.example,
        },
    };
    sink.push(at, mistake);
}

fn misplaced(at: Span, level: Level, target: &'static Key, sink: &mut Sink) {
    let key = target.name.to_owned();
    if target.level == Level::Top {
        let list = level.written();
        sink.push(at, KeyError::BelongsAtTop { key, list });
    } else {
        let list = target.level.written();
        let fixed = list.replace("...", &format!("{}, ...", target.example));
        sink.push(at, KeyError::WrongPlace { key, list, fixed });
    }
}

fn unknown(at: Span, word: &str, level: Level, sink: &mut Sink) {
    let key = word.to_owned();
    let list = level.written();
    let names: Vec<&str> = keys_at(level).map(|key| key.name).collect();
    if names.len() <= 10 {
        let keys = Words::of(names);
        sink.push(at, KeyError::UnknownOfFew { key, list, keys });
    } else {
        sink.push(at, KeyError::Unknown { key, list });
    }
}

/// Whether a word is the name of a key of this level, exactly.
pub(crate) fn is_key(word: &str, level: Level) -> bool {
    keys_at(level).any(|key| key.name == word)
}
