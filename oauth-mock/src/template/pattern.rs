//! Filled templates, which may have gaps.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// Anything without a slash.
    Segment,
    /// Anything.
    Any,
}

/// A filled template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pattern(pub(super) Vec<Piece>);

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
        rest(&self.0, text, true).is_some()
    }

    /// What follows the pattern at the beginning of a text.
    pub(crate) fn strip<'t>(&self, text: &'t str) -> Option<&'t str> {
        rest(&self.0, text, false)
    }

    pub(crate) fn ends_with_slash(&self) -> bool {
        matches!(self.0.last(), Some(Piece::Text(text)) if text.ends_with('/'))
    }

    /// The pattern before a question mark, and the parameters behind it, decoded.
    pub(crate) fn split_query(mut self) -> (Self, Vec<(String, Self)>) {
        let Some(at) = self.0.iter().position(Piece::has_query) else {
            return (self, Vec::new());
        };
        let mut after = self.0.split_off(at);
        if let Some(Piece::Text(text)) = after.first_mut() {
            let (path, query) = text.split_once('?').unwrap_or((text, ""));
            self.0.push(Piece::Text(path.to_owned()));
            *text = query.to_owned();
        }
        (self, Self(after).pairs())
    }

    /// The parameters of a query.
    pub(crate) fn pairs(self) -> Vec<(String, Self)> {
        let mut pairs: Vec<(String, Self)> = Vec::new();
        for piece in self.0 {
            let Piece::Text(text) = piece else {
                pairs
                    .last_mut()
                    .into_iter()
                    .for_each(|(_, value)| value.0.push(piece.clone()));
                continue;
            };
            for (at, part) in text.split('&').enumerate() {
                match (at, pairs.last_mut()) {
                    // What goes on is the value that an open piece began.
                    (0, Some((_, value))) => value.0.push(Piece::Text(decoded(part))),
                    _ if part.is_empty() => (),
                    _ => {
                        let (name, value) = part.split_once('=').unwrap_or((part, ""));
                        pairs.push((decoded(name), Self::literal(decoded(value))));
                    }
                }
            }
        }
        pairs
    }
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text)
        .decode_utf8_lossy()
        .into_owned()
}

impl Piece {
    fn has_query(&self) -> bool {
        matches!(self, Self::Text(text) if text.contains('?'))
    }
}

/// What follows the pieces; nothing may follow when they must match the `whole` text.
/// Open pieces take as much as they can.
fn rest<'t>(pieces: &[Piece], text: &'t str, whole: bool) -> Option<&'t str> {
    let Some((first, others)) = pieces.split_first() else {
        return (!whole || text.is_empty()).then_some(text);
    };
    if let Piece::Text(literal) = first {
        return rest(others, text.strip_prefix(literal.as_str())?, whole);
    }
    let end = match first {
        Piece::Segment => text.find('/').unwrap_or(text.len()),
        _ => text.len(),
    };
    (1..=end)
        .rev()
        .filter_map(|at| text.get(at..))
        .find_map(|tail| rest(others, tail, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn open_values_match_one_segment() {
        let pattern = Pattern(vec![
            Piece::Text("/api/".into()),
            Piece::Segment,
            Piece::Text("/token".into()),
        ]);
        assert!(pattern.matches("/api/acme/token"));
        assert!(!pattern.matches("/api/acme/x/token"));
        assert!(!pattern.matches("/api//token"));
        assert_eq!(pattern.strip("/api/acme/token/more"), Some("/more"));
        let open = Pattern(vec![Piece::Text("v-".into()), Piece::Any]);
        assert!(open.matches("v-abc"));
        assert!(!open.matches("v-"));
    }

    #[test]
    fn a_query_is_split_around_open_values() {
        let (path, query) = Pattern(vec![
            Piece::Text("/token?a=x%20y&sig=s-".into()),
            Piece::Any,
            Piece::Text(".1&b=2".into()),
        ])
        .split_query();
        assert_eq!(path.text().as_deref(), Some("/token"));
        let names: Vec<&str> = query.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["a", "sig", "b"]);
        let good: Vec<bool> = query
            .iter()
            .zip(["x y", "s-anything.1", "2"])
            .map(|((_, wanted), given)| wanted.matches(given))
            .collect();
        assert_eq!(good, [true, true, true]);
    }
}
