//! Steps: `before(app(...))`, `then(session(...))`, `learn(sites(...))`.

use super::call::parse_call;
use super::level::Entry;
use super::source::parse_source;
use super::value::{parse_flag, parse_value};
use crate::diag::{Sink, line};
use crate::errors::{First, KeyError, StepError};
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
        let Some(name) = node.word() else {
            sink.push(node.region(), StepError::NoName { list });
            continue;
        };
        // A key of a call stands where the step's name is missing.
        if node.list.is_none() && node.value.is_none() || name == "url" {
            sink.push(node.region(), StepError::NoName { list });
            continue;
        }
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
