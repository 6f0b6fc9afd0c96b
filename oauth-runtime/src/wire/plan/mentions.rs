//! Whether templates hold a slot, also inside of functions.

use crate::spec::{CallSpec, ClientAuth, Part, Slot, ValueSpec};

/// Whether a template holds a slot.
pub(super) fn in_parts(parts: &[Part], wanted: Slot) -> bool {
    parts.iter().any(|part| match part {
        Part::Slot(slot, _) => *slot == wanted,
        Part::Call(_, arguments, _) => arguments.iter().any(|parts| in_parts(parts, wanted)),
        _ => false,
    })
}

/// Whether a declared value holds a slot.
pub(super) fn in_value(value: &ValueSpec, wanted: Slot) -> bool {
    match value {
        ValueSpec::Text(parts) => in_parts(parts, wanted),
        ValueSpec::Object(fields) => fields.iter().any(|(_, value)| in_value(value, wanted)),
        ValueSpec::Array(values) => values.iter().any(|value| in_value(value, wanted)),
        ValueSpec::Number(_) | ValueSpec::Bool(_) => false,
    }
}

/// Whether any template of a call holds a slot.
pub(super) fn in_call(call: &CallSpec, wanted: Slot) -> bool {
    let in_auth = match call.client_auth {
        ClientAuth::Authorization(parts) => in_parts(parts, wanted),
        _ => false,
    };
    let mut headers = call.headers.iter();
    let mut params = call.params.iter();
    let mut rules = call.rules.iter().filter_map(|rule| rule.value);
    in_auth
        || in_parts(call.url.rest, wanted)
        || headers.any(|header| in_parts(header.value, wanted))
        || params.any(|param| in_value(&param.value, wanted))
        || rules.any(|value| in_value(&value, wanted))
}
