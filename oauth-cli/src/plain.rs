//! Text of others, made fit for a terminal.

/// Text that came from a provider, a store or a file, with everything a terminal would
/// act on written out: control characters, escape sequences, and the characters that
/// turn the direction of text. A tab or a line break is written out as well.
pub(crate) fn plain(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), push)
}

/// As [`plain`], for one word of a list: no longer than 200 characters.
pub(crate) fn plain_word(text: &str) -> String {
    const LONGEST: usize = 200;
    let word = plain(text);
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}\u{2026}", word.get(..end).unwrap_or_default()),
        None => word,
    }
}

/// As [`plain`], but lines and tabs stay: for a body that is shown on a terminal.
pub(crate) fn plain_lines(text: &str) -> String {
    text.chars()
        .fold(String::with_capacity(text.len()), |mut out, c| match c {
            '\n' | '\t' => {
                out.push(c);
                out
            }
            // A line end of HTTP.
            '\r' => out,
            _ => push(out, c),
        })
}

fn push(mut out: String, c: char) -> String {
    match c.is_control() || is_invisible(c) {
        true => out.extend(c.escape_unicode()),
        false => out.push(c),
    }
    out
}

/// Bidirectional controls, marks of width zero, line separators, and the tags that
/// hide text (Unicode Standard Annex #9, Technical Report #36).
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_written_out() {
        for (text, shown) in [
            ("read write", "read write"),
            ("Żółw 🐢", "Żółw 🐢"),
            (
                "\u{1b}]8;;https://evil.example\u{7}x",
                "\\u{1b}]8;;https://evil.example\\u{7}x",
            ),
            ("a\rb\nc", "a\\u{d}b\\u{a}c"),
            ("\u{9b}31m", "\\u{9b}31m"),
            ("abc\u{202e}cba", "abc\\u{202e}cba"),
        ] {
            assert_eq!(plain(text), shown);
        }
        assert_eq!(plain_lines("a\r\n\tb\u{1b}[2J"), "a\n\tb\\u{1b}[2J");
    }
}
