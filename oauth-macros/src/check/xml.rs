//! XML bodies: one root, and names that elements can have.

use super::params::sent;
use crate::diag::Sink;
use crate::errors::{ParamError, Words};
use crate::model::{CallKind, CheckedCall, Template, Value};

pub(super) fn check_xml(call: &CheckedCall, sink: &mut Sink) {
    if call.kind == CallKind::Authorize {
        return;
    }
    let mut roots: Vec<String> = Vec::new();
    let told = sink.count();
    for (name, place, span, _) in sent(call) {
        if place != "xml" {
            continue;
        }
        let at = span.unwrap_or(call.span);
        let path = name.strip_prefix('/').unwrap_or(&name);
        let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
        let below = !above.is_empty();
        let wrong = above
            .split('/')
            .filter(|_| below)
            .find(|part| !is_name(part));
        let last_fits = is_name(last.strip_prefix('@').filter(|_| below).unwrap_or(last));
        if let Some(name) = wrong.or((!last_fits).then_some(last)) {
            let name = name.to_owned();
            sink.push(at, ParamError::XmlName { name });
        }
        let root = path.split('/').next().unwrap_or_default().to_owned();
        if !roots.contains(&root) {
            roots.push(root);
        }
    }
    for param in &call.params {
        if param.place.unwrap_or(call.place()) == "xml"
            && let Some(name) = wrong_name(&param.value)
        {
            sink.push(param.name.span, ParamError::XmlName { name });
        }
    }
    if roots.len() > 1 && sink.count() == told {
        let at = call.place.as_ref().map_or(call.span, |place| place.span);
        let mistake = ParamError::XmlRoots {
            call: call.kind.key().to_owned(),
            roots: Words(roots),
        };
        sink.push(at, mistake);
    }
}

/// The first name below a value that no element can have.
fn wrong_name(value: &Value<Template>) -> Option<String> {
    match value {
        Value::Object(fields) => fields.iter().find_map(|(name, value)| {
            match is_name(name.strip_prefix('@').unwrap_or(name)) {
                true => wrong_name(value),
                false => Some(name.clone()),
            }
        }),
        Value::Array(values) => values.iter().find_map(wrong_name),
        Value::Text(_) | Value::Number(_) | Value::Bool(_) => None,
    }
}

/// As the runtime checks it again for the caller's own parameters.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'))
}
