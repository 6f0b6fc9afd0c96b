//! Text that PostgreSQL can hold: it refuses NUL.
//!
//! NUL becomes U+0001 U+0001, and U+0001 becomes U+0001 U+0002. All other text
//! stays as it is, and the order by bytes stays the same.

use std::borrow::Cow;

const ESCAPE: char = '\u{1}';
const NUL: char = '\u{1}';
const ITSELF: char = '\u{2}';

/// What stands in the database for a text.
pub(super) fn stored(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let mut stored = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\0' => stored.extend([ESCAPE, NUL]),
            ESCAPE => stored.extend([ESCAPE, ITSELF]),
            other => stored.push(other),
        }
    }
    Cow::Owned(stored)
}

/// The text for which this stands in the database.
pub(super) fn original(stored: String) -> String {
    if !stored.contains(ESCAPE) {
        return stored;
    }
    let mut text = String::with_capacity(stored.len());
    let mut letters = stored.chars();
    while let Some(letter) = letters.next() {
        text.push(match letter {
            ESCAPE if letters.next() == Some(NUL) => '\0',
            other => other,
        });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_comes_back_and_sorts_as_before() {
        let letters = ["", "\0", "\u{1}", "\u{2}", "a", "\u{10ffff}"];
        let mut texts = Vec::new();
        for first in letters {
            for second in letters {
                texts.extend(letters.map(|third| format!("{first}{second}{third}")));
            }
        }
        texts.sort();
        for pair in texts.windows(2) {
            let (one, two) = (stored(&pair[0]), stored(&pair[1]));
            assert_eq!(
                one.as_bytes().cmp(two.as_bytes()),
                pair[0].cmp(&pair[1]),
                "{pair:?}"
            );
            assert!(!one.contains('\0'));
            assert_eq!(original(one.into_owned()), pair[0]);
        }
    }
}
