//! Foreign texts, made safe to show on a terminal.

/// How many characters of a foreign text are shown.
const MOST: usize = 200;

/// The text with everything escaped that a terminal could take for a command, or
/// that reorders or hides what stands beside it.
pub(crate) fn shown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len().min(MOST));
    let mut characters = text.chars();
    for c in characters.by_ref().take(MOST) {
        match c.is_control() || is_invisible(c) {
            true => safe.extend(c.escape_unicode()),
            false => safe.push(c),
        }
    }
    if characters.next().is_some() {
        safe.push('\u{2026}');
    }
    safe
}

/// Characters that turn the direction of a text, separate lines, or have no width.
fn is_invisible(c: char) -> bool {
    matches!(
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

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn f_63_nothing_reaches_the_terminal_that_it_would_obey() {
        for text in [
            "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
            "\u{1b}[2J\u{1b}[H",
            "a\rb",
            "a\nb",
            "\u{9b}31m",
            "\u{7}",
            "\u{8}\u{8}\u{8}",
            "\u{202e}gnp.exe",
            "\u{2066}x\u{2069}",
            "\u{200b}",
            "\u{feff}",
            "\u{e0041}",
        ] {
            let safe = shown(text);
            assert!(
                safe.chars().all(|c| c.is_ascii_graphic() || c == ' '),
                "{safe}"
            );
            assert!(safe.contains("\\u{"), "{safe}");
        }
        assert_eq!(shown("Zoë Müller 株式会社"), "Zoë Müller 株式会社");
    }

    #[test]
    fn a_long_text_is_cut() {
        assert_eq!(shown(&"x".repeat(200)).chars().count(), 200);
        assert_eq!(shown(&"x".repeat(100_000)).chars().count(), 201);
    }
}
