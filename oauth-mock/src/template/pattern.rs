//! A template as far as the server can fill it: text, and what stands for anything.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use oauth_runtime::spec::Slot;

/// A piece of a filled template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// Anything without a slash.
    Segment,
    /// Anything.
    Any,
    /// Anything; what stands there is the value of this slot.
    Slot(Slot),
    /// Base64 of what the pattern matches, RFC 4648 §4 with padding.
    Base64(Pattern),
    /// The same without padding and for URLs, RFC 4648 §5.
    Base64Url(Pattern),
}

/// A filled template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern(pub(super) Vec<Piece>);

/// What stands in the slots of a text.
pub(crate) type Found = Vec<(Slot, String)>;

impl Pattern {
    pub(crate) fn literal(text: impl Into<String>) -> Self {
        Self(vec![Piece::Text(text.into())])
    }

    pub(crate) fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The text, when nothing in it is open.
    pub(crate) fn text(&self) -> Option<String> {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                _ => None,
            })
            .collect()
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        rest(&self.0, text, true, &mut Vec::new()).is_some()
    }

    /// What stands in the slots of a text that matches.
    pub(crate) fn read(&self, text: &str) -> Option<Found> {
        let mut found = Vec::new();
        rest(&self.0, text, true, &mut found)?;
        Some(found)
    }

    /// What follows the pattern at the beginning of a text.
    pub(crate) fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        rest(&self.0, text, false, &mut Vec::new())
    }

    pub(crate) fn ends_with_slash(&self) -> bool {
        matches!(self.0.last(), Some(Piece::Text(text)) if text.ends_with('/'))
    }

    /// The pattern before the first `mark`, and the one behind it, if there is one.
    pub(crate) fn split_once(&self, mark: char) -> (Self, Option<Self>) {
        for (at, piece) in self.0.iter().enumerate() {
            let Piece::Text(text) = piece else { continue };
            let Some((left, right)) = text.split_once(mark) else {
                continue;
            };
            let before = self.0.get(..at).unwrap_or_default().to_vec();
            let after = self.0.get(at + 1..).unwrap_or_default().to_vec();
            let right = Self::literal(right).then(Self(after));
            return (Self(before).then(Self::literal(left)), Some(right));
        }
        (self.clone(), None)
    }

    /// The pattern whose texts went through a function.
    pub(crate) fn map(mut self, change: impl Fn(&str) -> String) -> Self {
        for piece in &mut self.0 {
            if let Piece::Text(text) = piece {
                *text = change(text);
            }
        }
        self
    }
}

/// What follows the pieces; nothing may follow when they must match the `whole` text.
/// Open pieces take as much as they can.
fn rest<'t>(pieces: &[Piece], text: &'t str, whole: bool, found: &mut Found) -> Option<&'t str> {
    let Some((first, others)) = pieces.split_first() else {
        return (!whole || text.is_empty()).then_some(text);
    };
    if let Piece::Text(literal) = first {
        return rest(others, text.strip_prefix(literal.as_str())?, whole, found);
    }
    let end = match first {
        Piece::Segment => text.find('/').unwrap_or(text.len()),
        _ => text.len(),
    };
    let before = found.len();
    (1..=end)
        .rev()
        .filter_map(|at| text.split_at_checked(at))
        .find_map(|(taken, tail)| {
            found.truncate(before);
            take(first, taken, found)?;
            rest(others, tail, whole, found)
        })
}

/// Whether an open piece can be this text.
fn take(piece: &Piece, text: &str, found: &mut Found) -> Option<()> {
    let inner = |pattern: &Pattern, bytes: Vec<u8>| pattern.read(&String::from_utf8(bytes).ok()?);
    match piece {
        Piece::Slot(slot) => match found.iter().find(|(known, _)| known == slot) {
            Some((_, value)) => return (value == text).then_some(()),
            None => found.push((*slot, text.to_owned())),
        },
        Piece::Base64(pattern) => found.extend(inner(pattern, STANDARD.decode(text).ok()?)?),
        Piece::Base64Url(pattern) => {
            found.extend(inner(pattern, URL_SAFE_NO_PAD.decode(text).ok()?)?);
        }
        _ => (),
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Piece {
        Piece::Text(text.into())
    }

    #[test]
    fn open_values_match_one_segment() {
        let pattern = Pattern(vec![text("/api/"), Piece::Segment, text("/token")]);
        assert!(pattern.matches("/api/acme/token"));
        assert!(!pattern.matches("/api/acme/x/token"));
        assert!(!pattern.matches("/api//token"));
        assert_eq!(pattern.strip("/api/acme/token/more"), Some("/more"));
        let open = Pattern(vec![text("v-"), Piece::Any]);
        assert!(open.matches("v-abc"));
        assert!(!open.matches("v-"));
    }

    #[test]
    fn a_query_with_an_open_value_is_split_off() {
        let pattern = Pattern(vec![text("/token?key="), Piece::Any, text("&x=1")]);
        let (path, query) = pattern.split_once('?');
        assert_eq!(path.text().as_deref(), Some("/token"));
        let (first, second) = query.unwrap_or_default().split_once('&');
        assert!(first.matches("key=anything"));
        assert_eq!(second.unwrap_or_default().text().as_deref(), Some("x=1"));
    }

    #[test]
    fn what_stands_in_a_slot_is_read() {
        let pattern = Pattern(vec![text("at:"), Piece::Slot(Slot::AccessToken), text("!")]);
        assert_eq!(
            pattern.read("at:abc!"),
            Some(vec![(Slot::AccessToken, "abc".into())])
        );
        assert_eq!(pattern.read("at:!"), None);
        let coded = Pattern(vec![text("Basic "), Piece::Base64(pattern)]);
        assert_eq!(
            coded.read(&format!("Basic {}", STANDARD.encode("at:x!"))),
            Some(vec![(Slot::AccessToken, "x".into())])
        );
        assert_eq!(coded.read(&format!("Basic {}", STANDARD.encode("x"))), None);
    }
}
