//! Made-up values that their kinds allow.

use oauth_runtime::spec::VarKind;
use serde_json::{Value, json};

fn host(patterns: &[&str]) -> String {
    patterns
        .first()
        .copied()
        .unwrap_or("*.example")
        .replace('*', "acme")
}

/// A made-up value that the kind of a tenant variable allows. Two names get two
/// values where the kind has room for it.
pub fn text(kind: &VarKind, name: &str) -> String {
    let plain = name.replace('_', "-");
    match kind {
        VarKind::DnsLabel => "acme".into(),
        VarKind::Host(patterns) => host(patterns),
        VarKind::Origin(patterns) => format!("https://{}", host(patterns)),
        VarKind::Url(patterns) => format!("https://{}/{plain}/", host(patterns)),
        VarKind::Path => format!("sample/{plain}"),
        VarKind::Uuid => "6f1c5d4e-0b7a-4c39-9a58-2f4d8f1e7b60".into(),
        VarKind::OneOf(choices) => choices.first().map_or("", |choice| choice.name).into(),
        _ => format!("sample-{plain}"),
    }
}

/// A value for a kept field.
pub(crate) fn kept(kind: &VarKind, name: &str) -> Value {
    match kind {
        VarKind::Json => json!({ "sample": true }),
        // What providers answer as an API base ends like this.
        VarKind::Url(patterns) => format!("https://{}/api/", host(patterns)).into(),
        _ => text(kind, name).into(),
    }
}
