//! Text of a stranger inside of documentation.

/// Makes a text stand for itself in Markdown: no link, no HTML, no code that `cargo test`
/// would take for an example.
pub(super) fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A text as code in Markdown.
pub(super) fn code(text: &str) -> String {
    match text.contains('`') {
        true => markdown(text),
        false => format!("`{text}`"),
    }
}

/// A cell of a table.
pub(super) fn cell(text: &str) -> String {
    // Also in code, a bar ends a cell.
    match text.contains('|') {
        true => markdown(text),
        false => code(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(
            markdown("[a](b) <img> `x` # *y*"),
            "\\[a\\](b) \\<img\\> \\`x\\` \\# \\*y\\*"
        );
        assert_eq!(code("a`b"), "a\\`b");
        assert_eq!(cell("a|b"), "a\\|b");
        assert_eq!(cell("read"), "`read`");
    }
}
