//! Colour on a terminal, plain text everywhere else.

use std::env;
use std::io::IsTerminal;
use std::sync::OnceLock;

/// Whether standard output takes colours: a terminal that is not called dumb, and no
/// `NO_COLOR` (<https://no-color.org>).
fn is_on() -> bool {
    static ON: OnceLock<bool> = OnceLock::new();
    *ON.get_or_init(|| {
        let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        std::io::stdout().is_terminal() && !refused && !is_dumb()
    })
}

/// Whether the terminal cannot do more than print.
pub(crate) fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn paint(code: &str, text: &str) -> String {
    match is_on() {
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
