//! Colour on a terminal, plain text everywhere else.

use std::io::IsTerminal;
use std::sync::OnceLock;

fn on_terminal() -> bool {
    static ON: OnceLock<bool> = OnceLock::new();
    *ON.get_or_init(|| std::io::stdout().is_terminal())
}

fn paint(code: &str, text: &str) -> String {
    match on_terminal() {
        true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
        false => text.to_owned(),
    }
}

/// A heading.
pub(crate) fn heading(text: &str) -> String {
    paint("1", text)
}

/// A name on the wire.
pub(crate) fn name(text: &str) -> String {
    paint("36", text)
}

/// Something that explains and may be skipped.
pub(crate) fn aside(text: &str) -> String {
    paint("2", text)
}

/// An outcome that is as it should be.
pub(crate) fn good(text: &str) -> String {
    paint("32", text)
}
