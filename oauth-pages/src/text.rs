//! Foreign text on the way into a page.

/// What is longer says nothing to a person.
const MOST: usize = 200;

/// Text that comes from elsewhere, for the content of an element or for an
/// attribute in double quotes: cleaned, cut and escaped.
pub(crate) fn shown(text: &str) -> String {
    escaped(&cut(without_controls(text).trim()))
}

/// An error text as a sentence on a page: a capital first, a full stop last.
pub(crate) fn sentence(text: &str) -> String {
    let text = cut(without_controls(text).trim());
    let first_word = text.split([' ', ',', ';', '.']).next().unwrap_or_default();
    // `redirect_uri` and `iPhone` are names and stay as they are.
    let is_word = !first_word.is_empty() && first_word.bytes().all(|b| b.is_ascii_lowercase());
    let mut out = String::with_capacity(text.len() + 1);
    let mut rest = text.chars();
    if is_word && let Some(first) = rest.next() {
        out.push(first.to_ascii_uppercase());
    }
    out.push_str(rest.as_str());
    if out.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '`' | ')' | '"' | '\'')) {
        out.push('.');
    }
    marked(&out)
}

/// Escaped text, with what stands between backticks as `<code>`.
fn marked(text: &str) -> String {
    let mut pieces: Vec<_> = text.split('`').collect();
    // A backtick without a partner is a backtick.
    let unpaired = if pieces.len().is_multiple_of(2) {
        pieces.pop()
    } else {
        None
    };
    let mut out = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        if number.is_multiple_of(2) {
            out.push_str(&escaped(piece));
        } else {
            out.push_str("<code>");
            out.push_str(&escaped(piece));
            out.push_str("</code>");
        }
    }
    if let Some(rest) = unpaired {
        out.push('`');
        out.push_str(&escaped(rest));
    }
    out
}

/// Escapes the five characters that HTML gives a meaning.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // A parser would read it as a line feed.
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}

/// The text without characters that control a terminal or the direction of
/// writing, or that cannot be seen. Line breaks and tabs become spaces.
pub(crate) fn without_controls(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if c.is_control() || is_unseen(c) => None,
            c => Some(c),
        })
        .collect()
}

/// Formatting characters. The two joiners (U+200C, U+200D) stay: Persian and
/// Hindi are not written without them.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        None => text.to_owned(),
        Some(_) => text.chars().take(MOST - 1).chain(['…']).collect(),
    }
}

/// Whether a browser takes it as a path on the server that it came from.
pub(crate) fn is_local_path(path: &str) -> bool {
    let mut bytes = path.bytes();
    bytes.next() == Some(b'/')
        && !matches!(bytes.next(), Some(b'/' | b'\\'))
        // Browsers drop tabs and line breaks before they look.
        && path.bytes().all(|b| b.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_reads_is_escaped() {
        assert_eq!(
            shown("<a href=\"x\" title='&'>"),
            "&lt;a href=&quot;x&quot; title=&#39;&amp;&#39;&gt;"
        );
    }

    #[test]
    fn f_63_what_controls_a_reader_is_taken_out() {
        for (foreign, clean) in [
            (
                "a\u{1b}]8;;https://evil.example\u{7}b",
                "a]8;;https://evil.exampleb",
            ),
            ("one\r\ntwo\tthree", "one  two three"),
            ("\u{202e}gnp.exe\u{202c}", "gnp.exe"),
            ("a\u{2066}b\u{2069}\u{200e}\u{61c}", "ab"),
            ("zero\u{200b}width\u{feff}", "zerowidth"),
            ("nul\0 del\u{7f} c1\u{9b}31m", "nul del c131m"),
            ("line\u{2028}break", "line break"),
            ("tag\u{e0041}", "tag"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(shown(foreign), clean);
        }
    }

    #[test]
    fn f_63_at_most_200_characters_are_shown() {
        assert_eq!(shown(&"ä".repeat(200)), "ä".repeat(200));
        let long = shown(&"ä".repeat(201));
        assert_eq!(long.chars().count(), 200);
        assert!(long.ends_with('…'));
        assert_eq!(shown(&"<".repeat(300)).matches("&lt;").count(), 199);
    }

    #[test]
    fn an_error_text_becomes_a_sentence() {
        for (text, html) in [
            ("the user refused", "The user refused."),
            (
                "the key `scope` is <missing>",
                "The key <code>scope</code> is &lt;missing&gt;",
            ),
            (
                "`state` is not ours; begin again",
                "<code>state</code> is not ours; begin again.",
            ),
            ("redirect_uri differs!", "redirect_uri differs!"),
            ("one ` alone", "One ` alone."),
            ("a `b` c ` d", "A <code>b</code> c ` d."),
            ("Already one.", "Already one."),
            ("", ""),
        ] {
            assert_eq!(sentence(text), html);
        }
    }

    #[test]
    fn f_19_only_a_path_of_this_server_is_local() {
        for path in ["/", "/done", "/a?b=c&d", "/a//b", "/a#b"] {
            assert!(is_local_path(path), "{path}");
        }
        for path in [
            "",
            "done",
            "//evil.example",
            "/\\evil.example",
            "\\/evil.example",
            "/\t/evil.example",
            "/a\r\nset-cookie: x",
            "https://evil.example",
            "https:evil",
            "javascript:alert(1)",
            "/ä",
            "/a b",
            " /a",
            "/\u{0}",
        ] {
            assert!(!is_local_path(path), "{path:?}");
        }
    }
}
