//! Standard output that may be closed early (`oauth tour | head` is no failure), and
//! standard error, where the command talks.

use std::fmt::Arguments;
use std::io::{self, Write};

use crate::Global;

/// Writes one line.
pub(crate) fn line(text: Arguments<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_fmt(text)?;
    out.write_all(b"\n")
}

/// Writes bytes as they are.
pub(crate) fn bytes(data: &[u8]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(data)?;
    out.flush()
}

/// Writes one JSON document.
pub(crate) fn json(document: &serde_json::Value) -> io::Result<()> {
    line(format_args!("{document:#}"))
}

/// Tells the person something on standard error. Nobody is told who asked for a bare
/// value or JSON; a closed standard error is no failure.
pub(crate) fn talk(global: &Global, text: Arguments<'_>) {
    if global.talks() {
        let _ = writeln!(io::stderr().lock(), "{text}");
    }
}

/// Warns of something, whoever asked.
pub(crate) fn warn(text: Arguments<'_>) {
    let _ = writeln!(io::stderr().lock(), "! {text}");
}

/// Writes one line to standard output, or returns the error.
macro_rules! say {
    ($($text:tt)*) => {
        crate::out::line(format_args!($($text)*))?
    };
}
pub(crate) use say;

/// Tells the person something on standard error.
macro_rules! tell {
    ($global:expr, $($text:tt)*) => {
        crate::out::talk($global, format_args!($($text)*))
    };
}
pub(crate) use tell;
