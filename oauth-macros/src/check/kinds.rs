//! Which kinds of value may stand where, and which literals a kind allows.

use crate::errors::VarError;
use crate::model::{Choice, Encode, Kind};

/// A position in a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Position {
    /// Between `://` and the first slash.
    Host,
    /// Scheme, host and port at once.
    Start,
    Path,
    Query,
    /// The value of a parameter.
    Param,
    /// The value of a header.
    Header,
}

/// The form a kind takes in a position, or why it may not stand there.
pub(super) fn fit(kind: &Kind, name: &str, at: Position) -> Result<Encode, VarError> {
    let name = || name.to_owned();
    if matches!(kind, Kind::Json(_)) {
        return Err(VarError::JsonHole { name: name() });
    }
    match at {
        Position::Host => match kind {
            Kind::DnsLabel | Kind::Host(_) => Ok(Encode::Host),
            Kind::OneOf(choices) => match first_unlike(choices, is_host_part) {
                None => Ok(Encode::Host),
                Some(value) => Err(VarError::ChoiceInHost {
                    name: name(),
                    value,
                }),
            },
            _ => Err(VarError::UntypedHost {
                name: name(),
                kind: kind.name(),
            }),
        },
        Position::Start => match kind {
            Kind::Origin(_) | Kind::Url(_) => Ok(Encode::Origin),
            Kind::OneOf(choices) => {
                match first_unlike(choices, |value| value.starts_with("https://")) {
                    None => Ok(Encode::Origin),
                    Some(value) => Err(VarError::ChoiceInScheme {
                        name: name(),
                        value,
                    }),
                }
            }
            _ => Err(VarError::InScheme {
                name: name(),
                kind: kind.name(),
            }),
        },
        Position::Path => match kind {
            Kind::Path | Kind::OneOf(_) => Ok(Encode::Path),
            Kind::Origin(_) | Kind::Url(_) => Err(VarError::InPath {
                name: name(),
                kind: kind.name(),
            }),
            _ => Ok(Encode::Segment),
        },
        Position::Query => Ok(Encode::Query),
        Position::Param | Position::Header => Ok(Encode::Raw),
    }
}

/// The first value among the choices that fails a test.
fn first_unlike(choices: &[Choice], test: impl Fn(&str) -> bool) -> Option<String> {
    let mut values = choices.iter().flat_map(|choice| &choice.values);
    let (_, value) = values.find(|(_, value)| !test(&value.value))?;
    Some(value.value.clone())
}

/// Whether a text can be a part of a host name, perhaps with a port.
pub(super) fn is_host_part(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b':'))
}

/// Whether a text is a host name of at least `labels` labels.
fn is_host(text: &str, labels: usize) -> bool {
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.split('.').count() >= labels && text.split('.').all(fits)
}

/// `acme.example` or `*.acme.example`: wide enough for tenants, narrow enough
/// that no stranger can register below it.
pub(super) fn is_pattern(pattern: &str) -> bool {
    is_host(pattern.strip_prefix("*.").unwrap_or(pattern), 2)
}

fn matches(pattern: &str, host: &str) -> bool {
    match pattern.strip_prefix('*') {
        Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
        None => pattern == host,
    }
}

/// Whether a literal is a value of the kind.
pub(super) fn allows(kind: &Kind, text: &str) -> bool {
    let host_of = |text: &str| {
        let rest = text.strip_prefix("https://").unwrap_or(text);
        rest.split('/').next().unwrap_or_default().to_owned()
    };
    let among = |host: &str| match kind.patterns() {
        None | Some([]) => true,
        Some(patterns) => patterns.iter().any(|pattern| matches(&pattern.value, host)),
    };
    let free = !text.is_empty() && !text.chars().any(char::is_control);
    match kind {
        Kind::DnsLabel => is_host(text, 1) && !text.contains('.'),
        Kind::Host(_) => is_host(text.split(':').next().unwrap_or_default(), 2) && among(text),
        Kind::Origin(_) | Kind::Url(_) => {
            let host = host_of(text);
            let bare = host.split(':').next().unwrap_or_default();
            text.starts_with("https://")
                && is_host(bare, 2)
                && among(&host)
                && !text.contains(['@', '#', ' '])
        }
        Kind::PathSegment => free && !text.contains(['/', '\\']) && !matches!(text, "." | ".."),
        Kind::Path => free && !text.split('/').any(|part| matches!(part, "." | "..")),
        Kind::Uuid => {
            text.len() == 36
                && text.bytes().enumerate().all(|(at, b)| match at {
                    8 | 13 | 18 | 23 => b == b'-',
                    _ => b.is_ascii_hexdigit(),
                })
        }
        Kind::Text | Kind::OneOf(_) => free,
        Kind::Secret | Kind::Json(_) => true,
    }
}
