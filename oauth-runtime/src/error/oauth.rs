//! The error a provider answers, RFC 6749 §5.2.

use std::borrow::Cow;
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

/// No text of a provider is longer than this in a message, escapes included.
const MAX_CHARS: usize = 200;
/// Shorter secrets are not looked for: they would be found in every sentence.
const SHORTEST: usize = 6;
const REDACTED: &str = "\u{2039}redacted\u{203a}";

impl OAuthError {
    /// Makes an answered text safe: `secrets` are the secret values of the request.
    pub(crate) fn clean(text: &str, secrets: &[&str]) -> String {
        let mut clean = String::new();
        let mut room = MAX_CHARS;
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let secret = secret_at(rest, secrets);
            let (shown, end) = match secret {
                Some(end) => (Cow::Borrowed(REDACTED), end),
                None if is_unsafe(c) => (c.escape_unicode().to_string().into(), c.len_utf8()),
                None => (c.to_string().into(), c.len_utf8()),
            };
            let Some(left) = room.checked_sub(shown.chars().count()) else {
                break;
            };
            room = left;
            clean.push_str(&shown);
            rest = rest.get(end..).unwrap_or_default();
        }
        clean
    }
}

/// Where the secret ends that a text begins with, if it does. A provider may
/// quote the start of a token, so a start counts. Secrets can begin alike, those
/// that are not known here too, so the whole word is cut out.
fn secret_at(text: &str, secrets: &[&str]) -> Option<usize> {
    let equal = secrets.iter().filter_map(|secret| {
        let head = secret.char_indices().nth(SHORTEST - 1);
        let head = head.map(|(at, c)| at + c.len_utf8())?;
        let pairs = text.bytes().zip(secret.bytes());
        let equal = pairs.take_while(|(a, b)| a == b).count();
        (equal >= head).then_some(equal)
    });
    let mut end = equal.max()?;
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let rest = text.get(end..)?;
    let word = rest.split(|c: char| !is_of_a_token(c)).next()?;
    Some(end + word.trim_end_matches('.').len())
}

/// What tokens are made of (RFC 6750 §2.1), and what encoded ones are.
fn is_of_a_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~+/=%".contains(c)
}

/// Characters that end a line, reorder or hide text on a terminal.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
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
        for long in ["x", "\u{202e}", "\u{e9}", "\r"] {
            let clean = OAuthError::clean(&long.repeat(5000), &[]);
            assert!((191..=200).contains(&clean.chars().count()), "{long:?}");
        }
    }

    #[test]
    fn a_secret_that_looks_like_its_own_replacement_is_cut_once() {
        let clean = OAuthError::clean("not redacted-1, redact", &["redacted-1"]);
        assert_eq!(
            clean,
            "not \u{2039}redacted\u{203a}, \u{2039}redacted\u{203a}"
        );
        let clean = OAuthError::clean("a gr\u{fc}n\u{df}e-x b", &["gr\u{fc}n\u{df}e-secret"]);
        assert_eq!(clean, "a \u{2039}redacted\u{203a} b");
    }

    #[test]
    fn a_secret_that_begins_like_a_known_one_is_cut_out_whole() {
        let clean = OAuthError::clean(
            "gho_16C7e42F292c is not gho_16C7e9+/=.rest. Sign in.",
            &["gho_16C7e42F292c"],
        );
        assert_eq!(
            clean,
            "\u{2039}redacted\u{203a} is not \u{2039}redacted\u{203a}. Sign in."
        );
    }

    #[test]
    fn secrets_that_begin_alike_are_cut_out_whole() {
        let secrets = ["acme_secret-1", "acme_token-2", "acme_token-23"];
        let clean = OAuthError::clean("acme_token-23, acme_token, acme", &secrets);
        assert_eq!(
            clean,
            "\u{2039}redacted\u{203a}, \u{2039}redacted\u{203a}, acme"
        );
    }
}
