//! Lifetimes: a number with a unit.

use std::time::Duration;

use super::tree::{Atom, Node};
use crate::diag::Sink;
use crate::errors::AnswerError;
use crate::model::Spanned;

const UNITS: &[(&str, u64)] = &[
    ("ms", 1),
    ("s", 1000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

/// What people write for a unit.
const OTHER_UNITS: &[(&str, &str)] = &[
    ("sec", "s"),
    ("secs", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("min", "m"),
    ("mins", "m"),
    ("minute", "m"),
    ("minutes", "m"),
    ("hr", "h"),
    ("hrs", "h"),
    ("hour", "h"),
    ("hours", "h"),
    ("day", "d"),
    ("days", "d"),
    ("w", "d"),
    ("week", "d"),
    ("weeks", "d"),
    ("millis", "ms"),
    ("msec", "ms"),
    ("milliseconds", "ms"),
];

const CENTURY: u64 = 100 * 366 * 86_400_000;

/// `30m`, or `"30m"`.
pub(super) fn parse_duration(key: &str, node: &Node, sink: &mut Sink) -> Option<Spanned<Duration>> {
    let (digits, unit) = match &node.atom {
        Atom::Int(digits, suffix) => (digits.clone(), suffix.clone()),
        Atom::Str(text) => {
            let text = text.trim();
            let end = text
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len());
            let (digits, unit) = text.split_at(end);
            (digits.to_owned(), unit.trim().to_owned())
        }
        _ => (String::new(), String::new()),
    };
    let Ok(count) = digits.parse::<u64>() else {
        let key = key.to_owned();
        sink.push(node.region(), AnswerError::NotADuration { key });
        return None;
    };
    if unit.is_empty() {
        let mistake = AnswerError::NoUnit {
            number: digits,
            millis: spoken(count),
            seconds: spoken(count.saturating_mul(1000)),
        };
        sink.push(node.span, mistake);
        return None;
    }
    let Some((_, factor)) = UNITS.iter().find(|(name, _)| *name == unit) else {
        let fixed = match OTHER_UNITS
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(&unit))
        {
            Some((name, "d")) if name.starts_with('w') => format!("{}d", count.saturating_mul(7)),
            Some((_, short)) => format!("{digits}{short}"),
            None => format!("{digits}{}", fitting(&unit)),
        };
        sink.push(node.span, AnswerError::UnknownUnit { unit, fixed });
        return None;
    };
    let millis = count.saturating_mul(*factor);
    if millis == 0 {
        sink.push(node.span, AnswerError::Zero {});
        return None;
    }
    if millis > CENTURY {
        sink.push(node.span, AnswerError::TooLong {});
        return None;
    }
    Some(Spanned::new(Duration::from_millis(millis), node.span))
}

/// The unit with the same first letter.
fn fitting(unit: &str) -> &'static str {
    let first = unit.chars().next().map(|c| c.to_ascii_lowercase());
    UNITS
        .iter()
        .map(|(name, _)| *name)
        .find(|name| name.chars().next() == first && *name != "ms")
        .unwrap_or("s")
}

/// `41 days and 16 hours`: the two largest parts.
fn spoken(millis: u64) -> String {
    const PARTS: &[(u64, &str)] = &[
        (86_400_000, "day"),
        (3_600_000, "hour"),
        (60_000, "minute"),
        (1000, "second"),
        (1, "millisecond"),
    ];
    let mut rest = millis;
    let mut shown = Vec::new();
    for (size, name) in PARTS {
        let count = rest / size;
        rest %= size;
        if count > 0 && shown.len() < 2 {
            let plural = if count == 1 { "" } else { "s" };
            shown.push(format!("{count} {name}{plural}"));
        }
    }
    if shown.is_empty() {
        shown.push("nothing".to_owned());
    }
    shown.join(" and ")
}
