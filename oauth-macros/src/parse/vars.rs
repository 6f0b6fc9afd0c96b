//! `vars(...)`, the kinds of values, and `keep(...)`.

use proc_macro2::TokenStream;

use super::source::parse_source;
use super::tree::{Atom, Node};
use super::value::text_of;
use crate::case::{camel, is_ident};
use crate::diag::{Sink, line};
use crate::errors::{First, KeyError, ScopeError, VarError, Words};
use crate::keys::KINDS;
use crate::model::{Choice, Kept, Kind, Source, Spanned, Text, Var};
use crate::suggest::nearest;

/// `site: DnsLabel, accounts("accounts-server"): Host("*.zoho.com") = "accounts.zoho.com"`
pub(super) fn parse_vars(nodes: &[Node], sink: &mut Sink) -> Vec<Var> {
    let mut vars: Vec<Var> = Vec::new();
    for node in nodes {
        let Some(name) = parse_name(node, sink) else {
            continue;
        };
        if let Some(first) = vars.iter().find(|var| var.name.value == name.value) {
            let at = First(line(first.name.span));
            sink.push(
                name.span,
                KeyError::Duplicate {
                    key: name.value,
                    at,
                },
            );
            continue;
        }
        let wire = match node.nodes() {
            [] => None,
            [wire, ..] => text_of(wire, &name.value, "site(\"wire-name\"): DnsLabel", sink),
        };
        let written = node.kind.as_ref().map(|(_, kind)| &**kind);
        let (mut kind, optional) = match written {
            None => {
                let mistake = VarError::NoKind {
                    name: name.value.clone(),
                };
                sink.push(name.span, mistake);
                // Free text is the kind that no rule about places takes offence at twice.
                (Spanned::new(Kind::DnsLabel, node.span), false)
            }
            Some(kind) => {
                let optional = kind.word() == Some("Option");
                let inner = if optional {
                    kind.generics.first().unwrap_or(kind)
                } else {
                    kind
                };
                let parsed = parse_kind(&name.value, inner, sink).unwrap_or(Kind::DnsLabel);
                (Spanned::new(parsed, inner.span), optional)
            }
        };
        if matches!(kind.value, Kind::Json(_)) {
            let name = name.value.clone();
            sink.push(kind.span, VarError::KeptOnly { name });
            kind.value = Kind::Text;
        }
        let default = node
            .value
            .as_deref()
            .and_then(|value| parse_default(&name, &kind.value, value, sink));
        vars.push(Var {
            name,
            wire,
            kind,
            optional,
            default,
        });
    }
    vars
}

fn parse_name(node: &Node, sink: &mut Sink) -> Option<Text> {
    let name = node.written();
    match &node.atom {
        Atom::Word(word) if is_ident(word) && !crate::case::is_reserved(word) => {
            Some(Spanned::new(word.clone(), node.span))
        }
        Atom::Word(_) | Atom::Str(_) => {
            let name = name.trim_matches('"').to_owned();
            let fixed = format!("{}_", crate::case::snake(&name));
            let fixed = if is_ident(&name) {
                fixed
            } else {
                crate::case::snake(&name)
            };
            sink.push(node.span, VarError::BadName { name, fixed });
            None
        }
        _ => {
            let mistake = VarError::BadName {
                name,
                fixed: "site".to_owned(),
            };
            sink.push(node.span, mistake);
            None
        }
    }
}

fn parse_default(name: &Text, kind: &Kind, value: &Node, sink: &mut Sink) -> Option<Text> {
    match (kind, &value.atom) {
        (Kind::OneOf(choices), Atom::Word(word) | Atom::Str(word)) => {
            let variant = choices.iter().find(|choice| {
                choice.variant.value == *word || choice.variant.value == camel(word)
            });
            if let Some(choice) = variant {
                return Some(Spanned::new(choice.variant.value.clone(), value.span));
            }
            let mistake = VarError::UnknownChoice {
                name: name.value.clone(),
                choice: word.clone(),
                choices: Words(
                    choices
                        .iter()
                        .map(|choice| choice.variant.value.clone())
                        .collect(),
                ),
            };
            sink.push(value.span, mistake);
            None
        }
        (Kind::Secret, _) => {
            let name = name.value.clone();
            sink.push_at_item(VarError::SecretDefault { name });
            None
        }
        _ => text_of(value, &name.value, "host: Host = \"acme.example\"", sink),
    }
}

/// A kind with its arguments.
pub(super) fn parse_kind(name: &str, node: &Node, sink: &mut Sink) -> Option<Kind> {
    let Some(word) = node.word() else {
        let mistake = VarError::NoKind {
            name: name.to_owned(),
        };
        sink.push(node.region(), mistake);
        return None;
    };
    let patterns = |sink: &mut Sink| -> Vec<Text> {
        node.nodes()
            .iter()
            .filter_map(|pattern| text_of(pattern, word, "Host(\"*.acme.example\")", sink))
            .collect()
    };
    let kind = match word {
        "Host" => Kind::Host(patterns(sink)),
        "Origin" => Kind::Origin(patterns(sink)),
        "Url" => Kind::Url(patterns(sink)),
        "OneOf" => Kind::OneOf(parse_choices(name, node, sink)),
        "Json" => Kind::Json(parse_type(node, sink)),
        "DnsLabel" => Kind::DnsLabel,
        "PathSegment" => Kind::PathSegment,
        "Path" => Kind::Path,
        "Uuid" => Kind::Uuid,
        "Text" => Kind::Text,
        "Secret" => Kind::Secret,
        _ => {
            unknown_kind(node, word, sink);
            return None;
        }
    };
    let takes_list = kind.patterns().is_some() || matches!(kind, Kind::OneOf(_));
    if let (false, Some(list)) = (takes_list, &node.list) {
        let kind = word.to_owned();
        sink.push(list.span, VarError::NoPatterns { kind });
    }
    Some(kind)
}

/// The Rust type of `Json<u64>`.
fn parse_type(node: &Node, sink: &mut Sink) -> Option<TokenStream> {
    let tokens = node.generic_tokens.clone();
    if tokens.is_empty() {
        return None;
    }
    if syn::parse2::<syn::Type>(tokens.clone()).is_err() {
        let found = tokens.to_string();
        sink.push(node.span, VarError::BadType { found });
        return None;
    }
    Some(tokens)
}

fn unknown_kind(node: &Node, word: &str, sink: &mut Sink) {
    const BROUGHT: &[(&str, &str)] = &[
        ("String", "Text"),
        ("str", "Text"),
        ("HostSuffix", "Host"),
        ("Domain", "Host"),
        ("Subdomain", "DnsLabel"),
        ("Label", "DnsLabel"),
        ("Segment", "PathSegment"),
        ("Uri", "Url"),
        ("Enum", "OneOf"),
        ("Guid", "Uuid"),
        ("Hostname", "Host"),
        ("BaseUrl", "Url"),
    ];
    let brought = BROUGHT
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, kind)| *kind);
    let name = word.to_owned();
    if let Some(kind) = brought {
        sink.push(node.span, VarError::ForeignKind { name, kind });
        return;
    }
    match nearest(word, KINDS.iter().copied()) {
        Some(near) => sink.push(node.span, VarError::MisspeltKind { name, near }),
        None => {
            let kinds = Words::of(KINDS.iter().copied());
            sink.push(node.span, VarError::UnknownKind { name, kinds });
        }
    }
}

/// `"us", "eu"`, `Live = "api"`, or `Live(login = "a", api = "b")`.
fn parse_choices(name: &str, node: &Node, sink: &mut Sink) -> Vec<Choice> {
    let mut choices: Vec<Choice> = Vec::new();
    for entry in node.nodes() {
        let (variant, values) = match (&entry.atom, entry.value.as_deref()) {
            (Atom::Str(text), None) => {
                let value = Spanned::new(text.clone(), entry.span);
                (camel(text), vec![(String::new(), value)])
            }
            (Atom::Word(word), Some(value)) => {
                let Some(text) = text_of(value, word, "Live = \"api\"", sink) else {
                    continue;
                };
                (word.clone(), vec![(String::new(), text)])
            }
            (Atom::Word(word), None) if entry.list.is_some() => {
                let values = entry.nodes().iter().filter_map(|field| {
                    let value = field.value.as_deref()?;
                    let key = field.word()?;
                    Some((key.to_owned(), text_of(value, key, "login = \"go\"", sink)?))
                });
                (word.clone(), values.collect())
            }
            _ => {
                text_of(
                    entry,
                    name,
                    "OneOf(Live = \"api\", Sandbox = \"sandbox\")",
                    sink,
                );
                (
                    camel(&entry.written()),
                    vec![(String::new(), Spanned::new(entry.written(), entry.span))],
                )
            }
        };
        let fields = |values: &[(String, Text)]| {
            values
                .iter()
                .map(|(field, _)| field.clone())
                .collect::<Vec<_>>()
        };
        if let Some(first) = choices.first()
            && fields(&first.values) != fields(&values)
        {
            let choice = variant.clone();
            sink.push(entry.span, VarError::UnlikeChoices { choice });
            continue;
        }
        if variant_is_bad(&variant) {
            sink.push(entry.span, ScopeError::Reserved { name: variant });
            continue;
        }
        if let Some(first) = choices
            .iter()
            .find(|choice| choice.variant.value == variant)
        {
            let at = First(line(first.variant.span));
            sink.push(entry.span, KeyError::Duplicate { key: variant, at });
            continue;
        }
        choices.push(Choice {
            variant: Spanned::new(variant, entry.span),
            values,
        });
    }
    if node.nodes().is_empty() {
        let name = name.to_owned();
        sink.push(node.region(), VarError::EmptyChoices { name });
    }
    choices
}

/// Whether a text cannot be the name of a variant.
pub(super) fn variant_is_bad(variant: &str) -> bool {
    !is_ident(variant) || variant == "Self"
}

/// `orgkey, api_endpoint: Url("*.acme.com") = "/data/endpoint", details: Json`
pub(super) fn parse_keep(nodes: &[Node], sink: &mut Sink) -> Vec<Kept> {
    let mut kept: Vec<Kept> = Vec::new();
    for node in nodes {
        let Some(name) = parse_name(node, sink) else {
            continue;
        };
        if let Some(first) = kept.iter().find(|have| have.name.value == name.value) {
            let at = First(line(first.name.span));
            sink.push(
                name.span,
                KeyError::Duplicate {
                    key: name.value,
                    at,
                },
            );
            continue;
        }
        let kind = match &node.kind {
            Some((_, kind)) => {
                let parsed = parse_kind(&name.value, kind, sink).unwrap_or(Kind::Text);
                Spanned::new(parsed, kind.span)
            }
            None => Spanned::new(Kind::Text, node.span),
        };
        let source = match node.value.as_deref() {
            Some(value) => parse_source(&name.value, value, sink),
            None => None,
        };
        let source = source
            .unwrap_or_else(|| Spanned::new(Source::Path(vec![name.value.clone()]), node.span));
        kept.push(Kept { name, kind, source });
    }
    kept
}
