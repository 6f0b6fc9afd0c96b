//! An attribute block, taken apart by parentheses: enough to count its keys.

/// The block of a declaration.
pub(crate) struct Block {
    /// The lines between the parentheses.
    pub(crate) lines: usize,
    text: String,
}

/// An entry of a list: its key, and what stands in its parentheses or behind its sign.
pub(crate) struct Part<'a> {
    /// The word, or the text in quotes, that the entry begins with.
    pub(crate) key: &'a str,
    /// The text behind the key.
    pub(crate) rest: &'a str,
}

impl Block {
    pub(crate) fn of(source: &str) -> Self {
        let (_, rest) = source.split_once("#[oauth_provider(").unwrap();
        let (text, _) = rest.split_once("\n)]").unwrap();
        Self {
            lines: text.lines().filter(|line| !line.trim().is_empty()).count(),
            text: text.to_owned(),
        }
    }

    /// The entries of the block.
    pub(crate) fn parts(&self) -> Vec<Part<'_>> {
        parts(&self.text)
    }

    /// The entry with this key.
    pub(crate) fn part(&self, key: &str) -> Option<Part<'_>> {
        self.parts().into_iter().find(|part| part.key == key)
    }

    /// Whether the text stands somewhere in the block.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.text.contains(text)
    }
}

impl<'a> Part<'a> {
    /// The entries in the parentheses, if there are any.
    pub(crate) fn parts(&self) -> Vec<Part<'a>> {
        match self.rest.strip_prefix('(') {
            Some(inner) => parts(inner.trim_end().trim_end_matches(')')),
            None => Vec::new(),
        }
    }
}

/// The entries of a list.
fn parts(list: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let (mut depth, mut quoted, mut start) = (0_usize, false, 0);
    for (at, c) in list.char_indices() {
        match c {
            '"' => quoted = !quoted,
            _ if quoted => (),
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.extend(part(&list[start..at]));
                start = at + 1;
            }
            _ => (),
        }
    }
    found.extend(part(&list[start..]));
    found
}

fn part(text: &str) -> Option<Part<'_>> {
    let text = text.trim();
    let end = match text.strip_prefix('"') {
        Some(rest) => rest.find('"')? + 2,
        None => text
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(text.len()),
    };
    let (key, rest) = text.split_at(end);
    (!key.is_empty()).then_some(Part {
        key: key.trim_matches('"'),
        rest: rest.trim(),
    })
}
