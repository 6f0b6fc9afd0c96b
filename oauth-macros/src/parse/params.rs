//! Parameters and headers of a call.

use super::level::Entry;
use super::tree::{Atom, Node};
use super::value::{parse_list, text_of, unknown_word};
use crate::diag::Sink;
use crate::errors::{ParamError, SyntaxError};
use crate::keys::{CORE_PARAMS, PARAMS, PLACES};
use crate::model::{CallKind, Header, Param, Spanned, Text, Value, Word, WrittenCall};
use crate::suggest::nearest;

/// A standard parameter's name.
pub(super) fn parse_param(node: &Node, sink: &mut Sink) -> Option<Word> {
    let name = match &node.atom {
        Atom::Word(word) | Atom::Str(word) => word,
        _ => {
            sink.push(node.region(), ParamError::EmptyName {});
            return None;
        }
    };
    let known = PARAMS.iter().find(|param| *param == name);
    if known.is_none() {
        let name = name.clone();
        match nearest(&name, PARAMS.iter().copied()) {
            Some(near) => sink.push(node.span, ParamError::UnknownNear { name, near }),
            None => sink.push(node.span, ParamError::Unknown { name }),
        }
    }
    known.map(|param| Spanned::new(*param, node.span))
}

/// `names(client_id = "client_key", token = header("x-token"), code = query)`
pub(super) fn parse_names(entry: &Entry<'_>, call: &mut WrittenCall, sink: &mut Sink) {
    let mut seen: Vec<&'static str> = Vec::new();
    for node in parse_list(entry, sink).unwrap_or_default() {
        let Some(param) = parse_param(node, sink) else {
            continue;
        };
        if seen.contains(&param.value) {
            let name = param.value.to_owned();
            sink.push(
                param.span,
                ParamError::Twice {
                    name,
                    what: "names(...)",
                },
            );
            continue;
        }
        seen.push(param.value);
        let Some(value) = node
            .value
            .as_deref()
            .or(node.kind.as_ref().map(|(_, kind)| &**kind))
        else {
            let key = param.value.to_owned();
            let example = format!("{key} = \"...\"");
            sink.push(node.span, SyntaxError::MissingValue { key, example });
            continue;
        };
        if let Some((colon, kind)) = &node.kind {
            let mistake = SyntaxError::Colon {
                key: param.value.to_owned(),
                value: kind.written(),
            };
            sink.push(*colon, mistake);
        }
        let key = param.value;
        match &value.atom {
            Atom::Word(word) if word == "bearer" && value.list.is_none() => {
                call.rule_mut(param).place = Some(Spanned::new("bearer", value.span));
            }
            Atom::Word(word) => match PLACES.iter().find(|place| *place == word) {
                Some(place) => {
                    let name = match value.nodes() {
                        [name, ..] => text_of(name, key, "token = header(\"x-token\")", sink),
                        [] => None,
                    };
                    let rule = call.rule_mut(param);
                    rule.place = Some(Spanned::new(place, value.span));
                    rule.name = name;
                }
                None if nearest(word, PLACES.iter().copied()).is_some() || value.list.is_some() => {
                    unknown_word(value.span, key, word, PLACES, sink);
                }
                None => {
                    let name = text_of(value, key, "client_id = \"client_key\"", sink);
                    call.rule_mut(param).name = name;
                }
            },
            _ => {
                let name = text_of(value, key, "client_id = \"client_key\"", sink);
                call.rule_mut(param).name = name;
            }
        }
    }
}

/// `send(...)`, `send_empty(...)` and `omit(...)`.
pub(super) fn parse_presence(
    entry: &Entry<'_>,
    presence: &'static str,
    call: &mut WrittenCall,
    sink: &mut Sink,
) {
    for node in parse_list(entry, sink).unwrap_or_default() {
        // A text names a parameter that the call it starts from declares.
        if let (Atom::Str(name), "Omit") = (&node.atom, presence)
            && !CORE_PARAMS.contains(&name.as_str())
            && call.kind.inherits()
        {
            call.dropped.push(Spanned::new(name.clone(), node.span));
            continue;
        }
        let Some(param) = parse_param(node, sink) else {
            continue;
        };
        let name = param.value.to_owned();
        let span = param.span;
        let rule = call.rule_mut(param);
        match rule.presence {
            None => rule.presence = Some(presence),
            Some(have) if have == presence => {
                sink.push(
                    span,
                    ParamError::Twice {
                        name,
                        what: entry.key.name,
                    },
                );
            }
            Some(_) => sink.push(span, ParamError::SentAndOmitted { name }),
        }
    }
}

/// `params(audience = "...", context(a = "b"), apikey = header("..."))`
pub(super) fn parse_params(entry: &Entry<'_>, call: &mut WrittenCall, sink: &mut Sink) {
    for node in parse_list(entry, sink).unwrap_or_default() {
        let name = match &node.atom {
            Atom::Word(word) | Atom::Str(word) if !word.is_empty() => {
                Spanned::new(word.clone(), node.span)
            }
            _ => {
                sink.push(node.span, ParamError::EmptyName {});
                continue;
            }
        };
        let mut place = None;
        let value = match (node.value.as_deref(), &node.list) {
            (Some(value), _) => {
                let placed = value
                    .word()
                    .and_then(|word| PLACES.iter().find(|place| **place == word));
                match (placed, value.nodes()) {
                    (Some(word), [inner]) => {
                        place = Some(*word);
                        parse_value(&name.value, inner, sink)
                    }
                    _ => parse_value(&name.value, value, sink),
                }
            }
            (None, Some(list)) => Some(Value::Object(parse_object(&list.nodes, sink))),
            (None, None) => {
                let key = name.value.clone();
                let example = format!("{key} = \"...\"");
                sink.push(node.span, SyntaxError::MissingValue { key, example });
                None
            }
        };
        let Some(value) = value else {
            continue;
        };
        let twice = call.params.iter().any(|have| have.name.value == name.value)
            || call
                .rule(&name.value)
                .is_some_and(|rule| rule.value.is_some());
        if twice {
            let mistake = ParamError::Twice {
                name: name.value,
                what: "params(...)",
            };
            sink.push(name.span, mistake);
            continue;
        }
        // A step has no standard parameters, and sends what is written in that order.
        let is_step = matches!(call.kind, CallKind::Step | CallKind::Learn);
        let own = call.kind.own_params();
        let standard = PARAMS.iter().find(|param| **param == name.value);
        // What vendors call `resource` or `request` is not always the standard's.
        let standard = standard.filter(|param| CORE_PARAMS.contains(param) || own.contains(param));
        match standard.filter(|_| !is_step) {
            Some(param) => {
                let rule = call.rule_mut(Spanned::new(param, name.span));
                rule.value = Some(value);
                if let Some(place) = place {
                    rule.place = Some(Spanned::new(place, name.span));
                }
            }
            None => call.params.push(Param { name, value, place }),
        }
    }
}

pub(super) fn parse_object(nodes: &[Node], sink: &mut Sink) -> Vec<(String, Value<Text>)> {
    let mut fields = Vec::new();
    for node in nodes {
        let (Atom::Word(name) | Atom::Str(name)) = &node.atom else {
            sink.push(node.span, ParamError::EmptyName {});
            continue;
        };
        let value = match (node.value.as_deref(), &node.list) {
            (Some(value), _) => parse_value(name, value, sink),
            (None, Some(list)) => Some(Value::Object(parse_object(&list.nodes, sink))),
            (None, None) => {
                let key = name.clone();
                let example = format!("{key} = \"...\"");
                sink.push(node.span, SyntaxError::MissingValue { key, example });
                None
            }
        };
        fields.extend(value.map(|value| (name.clone(), value)));
    }
    fields
}

fn parse_value(key: &str, node: &Node, sink: &mut Sink) -> Option<Value<Text>> {
    match &node.atom {
        Atom::Int(..) | Atom::Float(_) => Some(Value::Number(node.written())),
        Atom::Bool(value) => Some(Value::Bool(*value)),
        Atom::Array(nodes) => Some(Value::Array(
            nodes
                .iter()
                .filter_map(|node| parse_value(key, node, sink))
                .collect(),
        )),
        _ => text_of(node, key, "audience = \"https://api.acme.example\"", sink).map(Value::Text),
    }
}

/// `headers("notion-version" = "2022-06-28")`
pub(super) fn parse_headers(entry: &Entry<'_>, call: &mut WrittenCall, sink: &mut Sink) {
    for node in parse_list(entry, sink).unwrap_or_default() {
        let (Atom::Word(name) | Atom::Str(name)) = &node.atom else {
            sink.push(node.span, ParamError::EmptyName {});
            continue;
        };
        let Some(value) = node.value.as_deref() else {
            let key = name.clone();
            let example = format!("{key:?} = \"...\"");
            sink.push(node.span, SyntaxError::MissingValue { key, example });
            continue;
        };
        let name = Spanned::new(name.clone(), node.span);
        let Some(value) = text_of(value, &name.value, "\"acme-version\" = \"1\"", sink) else {
            continue;
        };
        if call
            .headers
            .iter()
            .any(|have| have.name.value.eq_ignore_ascii_case(&name.value))
        {
            let mistake = ParamError::Twice {
                name: name.value,
                what: "headers(...)",
            };
            sink.push(name.span, mistake);
            continue;
        }
        call.headers.push(Header { name, value });
    }
}

/// `order(grant_type, code, client_id)`
pub(super) fn parse_order(entry: &Entry<'_>, sink: &mut Sink) -> Vec<Text> {
    let mut order: Vec<Text> = Vec::new();
    for node in parse_list(entry, sink).unwrap_or_default() {
        let (Atom::Word(name) | Atom::Str(name)) = &node.atom else {
            sink.push(node.span, ParamError::EmptyName {});
            continue;
        };
        if order.iter().any(|have| have.value == *name) {
            let name = name.clone();
            sink.push(
                node.span,
                ParamError::Twice {
                    name,
                    what: "order(...)",
                },
            );
            continue;
        }
        order.push(Spanned::new(name.clone(), node.span));
    }
    order
}
