//! The log of requests: names and places of parameters, never a value.

use oauth_mock::Entry;
use oauth_runtime::spec::Place;
use serde_json::{Map, json};

use crate::plain::plain;

/// One request: what was asked, what came in which place, what became of it.
pub(super) fn line(entry: &Entry) -> String {
    let call = entry.kind.map_or("-", |kind| kind.key());
    let error = entry
        .error
        .map_or_else(String::new, |error| format!("{error} "));
    let mut line = format!(
        "{} {call} {error}{} {}",
        entry.status,
        plain(&entry.method),
        path(entry)
    );
    for (place, names) in places(entry) {
        line.push_str(&format!("  {place}: {}", plain(&names.join(" "))));
    }
    if let Some(why) = &entry.refused {
        line.push_str(&format!("\n    refused: {}", plain(why)));
    }
    line
}

pub(super) fn json_line(entry: &Entry) -> String {
    let parameters: Map<_, _> = places(entry)
        .into_iter()
        .map(|(place, names)| (place.to_owned(), names.into()))
        .collect();
    json!({
        "call": entry.kind.map(|kind| kind.key()),
        "method": entry.method,
        "path": path(entry),
        "status": entry.status,
        "accepted": entry.accepted,
        "refused": entry.refused,
        "error": entry.error,
        "parameters": parameters,
    })
    .to_string()
}

/// A path that no call has may be anything, a mistyped secret included.
fn path(entry: &Entry) -> String {
    match entry.is_unexpected() && !entry.path.starts_with("/.well-known/") {
        true => {
            let head: String = entry.path.chars().take(24).collect();
            let cut = if head.len() < entry.path.len() {
                "…"
            } else {
                ""
            };
            format!("{}{cut}", plain(&head))
        }
        false => plain(&entry.path),
    }
}

fn places(entry: &Entry) -> Vec<(&'static str, Vec<&str>)> {
    [
        (Place::Query, "query"),
        (Place::Header, "header"),
        (Place::Form, "form"),
        (Place::Json, "json"),
    ]
    .into_iter()
    .map(|(place, name)| {
        let names = entry.parameters.iter().filter(|(own, _)| *own == place);
        (name, names.map(|(_, name)| name.as_str()).collect())
    })
    .filter(|(_, names): &(_, Vec<&str>)| !names.is_empty())
    .collect()
}
