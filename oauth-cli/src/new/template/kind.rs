//! What a tenant value may be.

use super::super::name::variant;

/// What a value may be, as far as its place says.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::new) enum Kind {
    DnsLabel,
    Host,
    Origin,
    Url,
    PathSegment,
    Text,
    /// Names and values.
    OneOf(Vec<(String, String)>),
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Position {
    Start,
    Host,
    Path,
    Query,
}

/// The stricter of two kinds, where one value can be both.
pub(super) fn join(one: &Kind, other: &Kind) -> Option<Kind> {
    use Kind::{DnsLabel, Host, OneOf, Origin, PathSegment, Text, Url};
    Some(match (one, other) {
        (a, b) if a == b => a.clone(),
        (Origin, Url) | (Url, Origin) => Origin,
        (Origin | Url, Text) => one.clone(),
        (Text, Origin | Url) => other.clone(),
        (Origin | Url, _) | (_, Origin | Url) => return None,
        (OneOf(choices), kind) | (kind, OneOf(choices)) => {
            let fits = choices
                .iter()
                .all(|(_, value)| fitting(kind, value).is_some());
            match fits {
                true => OneOf(choices.clone()),
                false => return None,
            }
        }
        (DnsLabel, _) | (_, DnsLabel) => DnsLabel,
        (Host, _) | (_, Host) => Host,
        (PathSegment, _) | (_, PathSegment) => PathSegment,
        (Text, Text) => Text,
    })
}

pub(super) fn one_of(choices: &[String], at: Position) -> Option<Kind> {
    let place = match at {
        Position::Start => return None,
        // What stands in a host and is listed may have dots.
        Position::Host => |value: &str| {
            value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
        },
        _ => |value: &str| {
            value
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'))
        },
    };
    let sound = |value: &String| {
        !value.is_empty()
            && value.len() <= 100
            && place(value)
            && !matches!(value.as_str(), "." | "..")
    };
    if choices.is_empty() || choices.len() > 100 || !choices.iter().all(sound) {
        return None;
    }
    let mut names = Vec::new();
    let mut listed: Vec<(String, String)> = Vec::new();
    for value in choices {
        if listed.iter().any(|(_, known)| known == value) {
            continue;
        }
        let name = match value.starts_with(|c: char| c.is_ascii_alphabetic()) {
            true => variant(value, &names),
            false => variant(&format!("choice-{value}"), &names),
        };
        names.push(name.clone());
        listed.push((name, value.clone()));
    }
    Some(Kind::OneOf(listed))
}

/// A default that the kind allows, as it is written in the declaration.
pub(super) fn fitting(kind: &Kind, value: &str) -> Option<String> {
    let label = |text: &str| {
        (1..=63).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
    };
    let plain = |text: &str| {
        !text.is_empty()
            && text.len() <= 200
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~'))
            && !matches!(text, "." | "..")
    };
    let fits = match kind {
        Kind::DnsLabel => label(value),
        Kind::Host => value.split('.').count() > 1 && value.split('.').all(label),
        Kind::PathSegment | Kind::Text => plain(value),
        Kind::OneOf(choices) => {
            return choices
                .iter()
                .find(|(_, own)| own == value)
                .map(|(name, _)| name.clone());
        }
        Kind::Origin | Kind::Url => false,
    };
    fits.then(|| value.to_owned())
}
