//! Tenant variables and kept values.

use super::kinds::{allows, is_pattern};
use super::names::{Names, SLOTS};
use crate::case::camel;
use crate::diag::Sink;
use crate::errors::{ItemError, VarError};
use crate::model::TAKEN;
use crate::model::{Block, CallKind, Kept, Kind, Text};

pub(super) fn check_vars(block: &Block, provider: &str, sink: &mut Sink) {
    for var in &block.vars {
        let name = &var.name.value;
        if SLOTS.contains(&name.as_str())
            || matches!(
                name.as_str(),
                "token" | "callback" | "hook" | "now" | "now_ms"
            )
        {
            let name = name.clone();
            sink.push(var.name.span, VarError::ShadowsSlot { name });
        }
        for pattern in var.kind.value.patterns().unwrap_or_default() {
            check_pattern(pattern, sink);
        }
        if let Some(default) = &var.default {
            if var.optional {
                let name = name.clone();
                sink.push(default.span, VarError::OptionalDefault { name });
            }
            if !allows(&var.kind.value, &default.value) {
                let mistake = VarError::BadDefault {
                    name: name.clone(),
                    kind: var.kind.value.name(),
                };
                sink.push(default.span, mistake);
            }
        }
        let taken = TAKEN.contains(&camel(name).as_str());
        if taken && matches!(var.kind.value, Kind::OneOf(_)) {
            let mistake = ItemError::Collision {
                variable: name.clone(),
                name: format!("{provider}{}", camel(name)),
            };
            sink.push(var.name.span, mistake);
        }
    }
}

/// A host pattern that a stranger cannot register below.
pub(super) fn check_pattern(pattern: &Text, sink: &mut Sink) {
    if !is_pattern(&pattern.value) {
        let mistake = VarError::BadPattern {
            pattern: pattern.value.clone(),
        };
        sink.push(pattern.span, mistake);
    }
}

/// Values of an answer that name a host need a trust rule.
pub(super) fn check_kept(kept: &[Kept], sink: &mut Sink) {
    for value in kept {
        match value.kind.value.patterns() {
            Some([]) => {
                let mistake = VarError::Untrusted {
                    name: value.name.value.clone(),
                    kind: value.kind.value.name(),
                };
                sink.push(value.kind.span, mistake);
            }
            Some(patterns) => patterns
                .iter()
                .for_each(|pattern| check_pattern(pattern, sink)),
            None => (),
        }
    }
}

/// Stays silent where a call could not be read: its placeholders are unknown.
pub(super) fn check_unused(block: &Block, names: &Names<'_>, sink: &mut Sink) {
    let lost = block
        .calls
        .iter()
        .any(|call| call.url.is_none() && !call.kind.inherits());
    // What only a second token uses is looked at with it, and not here; what a
    // hook uses nobody sees.
    if lost
        || !block.hooks.is_empty()
        || block.unreadable
        || !block.seconds.is_empty()
        || !block
            .calls
            .iter()
            .any(|call| call.kind != CallKind::Refresh)
    {
        return;
    }
    for var in names.unused() {
        let name = var.name.value.clone();
        sink.push(var.name.span, VarError::Unused { name });
    }
}
