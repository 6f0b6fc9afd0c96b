//! The error a provider answers, RFC 6749 §5.2.

use std::fmt;

/// The error a provider answered, made safe to print: control characters are
/// escaped, secrets of the request are cut out, and texts are bounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthError {
    /// The code of RFC 6749 §5.2 after the declaration's `error_map`, or the provider's own.
    pub error: String,
    /// The provider's explanation.
    pub description: Option<String>,
    /// The provider's page about the error.
    pub uri: Option<String>,
}

const MAX_CHARS: usize = 200;

impl OAuthError {
    /// Makes an answered text safe: `secrets` are the secret values of the request.
    pub(crate) fn clean(text: &str, secrets: &[&str]) -> String {
        let mut text = text.to_owned();
        for secret in secrets.iter().filter(|secret| secret.len() >= 6) {
            // A provider may quote the start of a token, so a prefix is cut as well.
            let head: String = secret.chars().take(6).collect();
            while let Some(at) = text.find(&head) {
                let same = text
                    .get(at..)
                    .unwrap_or_default()
                    .bytes()
                    .zip(secret.bytes())
                    .take_while(|(a, b)| a == b)
                    .count();
                let mut end = at + same;
                while !text.is_char_boundary(end) {
                    end += 1;
                }
                text.replace_range(at..end, "\u{2039}redacted\u{203a}");
            }
        }
        text.chars()
            .take(MAX_CHARS)
            .flat_map(|c| -> Box<dyn Iterator<Item = char>> {
                if c.is_control() || is_format_control(c) {
                    Box::new(c.escape_unicode())
                } else {
                    Box::new(std::iter::once(c))
                }
            })
            .collect()
    }
}

/// Characters that reorder or hide text on a terminal.
fn is_format_control(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Display for OAuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.error)?;
        if let Some(description) = &self.description {
            write!(f, ": {description}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::OAuthError;

    #[test]
    fn secrets_and_escapes_are_cut_out() {
        let text = "token rt-secret-1 and its start rt-secXX\r\n\u{1b}]8;;x\u{202e}";
        let clean = OAuthError::clean(text, &["rt-secret-1"]);
        assert!(!clean.contains("rt-sec"), "{clean}");
        assert!(!clean.chars().any(char::is_control));
        assert!(!clean.contains('\u{202e}'));
        assert!(OAuthError::clean(&"x".repeat(5000), &[]).len() <= 200);
    }
}
