//! Steps: `before(app(...))`, `then(session(...))`, `learn(sites(...))`.

use super::call::parse_call;
use super::level::{Entry, is_key};
use super::source::parse_source;
use super::value::{parse_flag, parse_value};
use crate::diag::{Sink, line};
use crate::errors::{First, KeyError, StepError};
use crate::keys::Level;
use crate::model::{CallKind, Spanned, StepKeys, WrittenCall};

/// The named calls of a list; an empty list is an answer too.
pub(super) fn parse_steps(entry: &Entry<'_>, kind: CallKind, sink: &mut Sink) -> Vec<WrittenCall> {
    let list = entry.key.name;
    let mut steps: Vec<WrittenCall> = Vec::new();
    let Some(nodes) = &entry.node.list else {
        sink.push(entry.node.region(), StepError::NoList { list });
        return steps;
    };
    for node in &nodes.nodes {
        let name = node.word().filter(|word| !is_key(word, Level::Step));
        let Some(name) = name.filter(|_| node.list.is_some() || node.value.is_some()) else {
            // The keys of a call stand where its name is missing: one slip, told once.
            sink.push(node.region(), StepError::NoName { list });
            return steps;
        };
        if let Some(first) = steps.iter().find(|have| have.step_name() == name) {
            let at = First(line(first.span));
            let key = name.to_owned();
            sink.push(node.span, KeyError::Duplicate { key, at });
            continue;
        }
        let own = Entry {
            key: entry.key,
            node,
        };
        let mut step = parse_call(&own, kind, sink);
        step.step.name = Some(Spanned::new(name.to_owned(), node.span));
        steps.push(step);
    }
    steps
}

/// Reads a key that only steps have.
pub(super) fn parse_step_key(entry: &Entry<'_>, step: &mut StepKeys, sink: &mut Sink) {
    match entry.key.name {
        "bearer" => step.bearer = parse_flag(entry, sink).value,
        "optional" => step.optional = parse_flag(entry, sink).value,
        "each" => {
            step.each = parse_value(entry, sink).and_then(|node| match node.written().as_str() {
                // The document itself is the list.
                "\"/\"" => Some(Spanned::new(crate::model::Source::Body, node.span)),
                _ => parse_source("each", node, sink),
            });
        }
        _ => (),
    }
}
