//! `scopes(...)` and `second_scopes(...)`.

use proc_macro2::Span;

use super::level::{is_key, parse_level};
use super::tree::{Atom, Node};
use super::value::{parse_flag, parse_list, parse_text, text_of};
use super::vars::variant_is_bad;
use crate::case::camel;
use crate::diag::{Sink, line};
use crate::errors::{First, KeyError, Line, ScopeError, SyntaxError, Words};
use crate::keys::{Level, keys_at};
use crate::model::{Scope, ScopeList, Spanned, Text};
use crate::suggest::{fold, nearest};

/// The list of a scope key.
pub(super) fn parse_scopes(span: Span, nodes: &[Node], level: Level, sink: &mut Sink) -> ScopeList {
    let mut list = ScopeList::new(span);
    let mut names = Vec::new();
    let entries = parse_level(nodes, level, sink, |node, sink| {
        if is_slip(node, level) {
            return false;
        }
        names.extend(parse_scope(node, sink));
        true
    });
    for entry in entries {
        match entry.key.name {
            "required" => list.required = parse_flag(&entry, sink).value,
            "raw" => list.raw = parse_flag(&entry, sink).value,
            "nested" => list.nested = parse_flag(&entry, sink).value,
            "delimiter" => list.delimiter = parse_text(&entry, sink),
            "literal" => list.literal = parse_text(&entry, sink),
            "param" => list.param = parse_text(&entry, sink),
            "default" => {
                let nodes = parse_list(&entry, sink).unwrap_or_default();
                list.default = parse_names(nodes, sink);
            }
            _ => (),
        }
    }
    for scope in names {
        add(&mut list, scope, sink);
    }
    list
}

/// Whether a word is rather a misspelt key than a scope: lower case, and near
/// to a key or another library's name for one.
fn is_slip(node: &Node, level: Level) -> bool {
    let Some(word) = node.word() else {
        return false;
    };
    if is_key(word, level) {
        // A flag's name with a text: a scope of that name.
        return false;
    }
    let lower = word.chars().next().is_some_and(char::is_lowercase);
    let synonym =
        keys_at(level).any(|key| key.synonyms.iter().any(|name| fold(name) == fold(word)));
    let near = word.len() >= 5 && nearest(word, keys_at(level).map(|key| key.name)).is_some();
    lower && (synonym || near)
}

/// `Read = "contacts.read"`, `UsersRead`, `WriteAll("write(all)", implies(ReadAll))`.
fn parse_scope(node: &Node, sink: &mut Sink) -> Option<Scope> {
    if node.dangling {
        let key = node.written();
        let example = format!("{key} = \"contacts.read\"");
        sink.push(node.span, SyntaxError::MissingValue { key, example });
    }
    let mut implies = Vec::new();
    let value = match (node.value.as_deref(), node.nodes()) {
        (Some(value), _) => text_of(value, &node.written(), "Read = \"contacts.read\"", sink)?,
        (None, []) => match &node.atom {
            Atom::Word(word) | Atom::Str(word) => Spanned::new(word.clone(), node.span),
            _ => {
                text_of(node, "scopes", "Read = \"contacts.read\"", sink);
                return None;
            }
        },
        (None, [value, rest @ ..]) => {
            for argument in rest {
                if argument.word() == Some("implies") {
                    implies = parse_names(argument.nodes(), sink);
                } else {
                    let mistake = KeyError::UnknownOfFew {
                        key: argument.written(),
                        list: "scopes(...)",
                        keys: Words::of(["implies(...)"]),
                    };
                    sink.push(argument.span, mistake);
                }
            }
            text_of(
                value,
                &node.written(),
                "Read(\"read\", implies(Look))",
                sink,
            )?
        }
    };
    let name = match &node.atom {
        Atom::Word(word) => word.clone(),
        Atom::Str(text) => {
            let fixed = camel(text);
            let mistake = ScopeError::NotIdentifier {
                fixed: if fixed.is_empty() {
                    "Read".to_owned()
                } else {
                    fixed.clone()
                },
                value: value.value.clone(),
            };
            sink.push(node.span, mistake);
            fixed
        }
        _ => {
            text_of(node, "scopes", "Read = \"contacts.read\"", sink);
            return None;
        }
    };
    let variant = camel(&name);
    // `Other` is the open escape of every scope list.
    if variant_is_bad(&variant) || variant == "Other" {
        sink.push(node.span, ScopeError::Reserved { name });
        return None;
    }
    Some(Scope {
        name: Spanned::new(name, node.span),
        variant,
        value,
        implies,
    })
}

fn parse_names(nodes: &[Node], sink: &mut Sink) -> Vec<Text> {
    nodes
        .iter()
        .filter_map(|node| match &node.atom {
            Atom::Word(word) => Some(Spanned::new(word.clone(), node.span)),
            Atom::Str(text) => {
                let key = "default".to_owned();
                let word = camel(text);
                sink.push(
                    node.span,
                    SyntaxError::Quoted {
                        key,
                        word: word.clone(),
                    },
                );
                Some(Spanned::new(word, node.span))
            }
            _ => None,
        })
        .collect()
}

fn add(list: &mut ScopeList, scope: Scope, sink: &mut Sink) {
    if let Some(first) = list.names.iter().find(|have| have.variant == scope.variant) {
        let at = Line(line(first.name.span));
        if first.name.value == scope.name.value {
            let at = First(at.0);
            let key = scope.name.value;
            sink.push(scope.name.span, KeyError::Duplicate { key, at });
        } else {
            let mistake = ScopeError::SameVariant {
                name: scope.name.value,
                other: first.name.value.clone(),
                variant: scope.variant,
                at,
            };
            sink.push(scope.name.span, mistake);
        }
        return;
    }
    if let Some(first) = list
        .names
        .iter()
        .find(|have| have.value.value == scope.value.value)
    {
        let mistake = ScopeError::SameValue {
            scope: scope.value.value.clone(),
            name: first.name.value.clone(),
            at: Line(line(first.name.span)),
        };
        sink.push(scope.name.span, mistake);
    }
    list.names.push(scope);
}
