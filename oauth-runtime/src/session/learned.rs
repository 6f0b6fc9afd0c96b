//! Which learned values the templates of the API use.

use crate::spec::{ApiSpec, LearnSpec, Part, Slot, UrlSpec, ValueSpec};
use crate::token::Kept;

/// Whether the API's templates use a value that this call learns and nobody knows.
pub(super) fn needed_by_api(api: &ApiSpec, learn: &LearnSpec, kept: &Kept) -> bool {
    let mut missing = learn
        .call
        .answer
        .keep
        .iter()
        .map(|keep| keep.name)
        .filter(|name| !kept.has(name));
    missing.any(|name| uses(api, name))
}

fn uses(api: &ApiSpec, name: &str) -> bool {
    let call = &api.call;
    let mut headers = call.headers.iter();
    let mut params = call.params.iter();
    in_url(&call.url, name)
        || headers.any(|header| in_parts(header.value, name))
        || params.any(|param| in_value(&param.value, name))
}

fn in_url(url: &UrlSpec, name: &str) -> bool {
    in_parts(url.origin, name) || in_parts(url.rest, name)
}

fn in_value(value: &ValueSpec, name: &str) -> bool {
    match value {
        ValueSpec::Text(parts) => in_parts(parts, name),
        ValueSpec::Object(fields) => fields.iter().any(|(_, value)| in_value(value, name)),
        ValueSpec::Array(values) => values.iter().any(|value| in_value(value, name)),
        _ => false,
    }
}

fn in_parts(parts: &[Part], name: &str) -> bool {
    parts.iter().any(|part| match part {
        Part::Slot(Slot::Token(used), _) => *used == name,
        Part::Call(_, arguments, _) => arguments.iter().any(|parts| in_parts(parts, name)),
        _ => false,
    })
}
