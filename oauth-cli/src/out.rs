//! Standard output that may be closed early: `oauth tour | head` is no failure.

use std::fmt::Arguments;
use std::io::{self, Write};

/// Writes one line.
pub(crate) fn line(text: Arguments<'_>) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_fmt(text)?;
    out.write_all(b"\n")
}

/// Writes one line to standard output, or returns the error.
macro_rules! say {
    ($($text:tt)*) => {
        crate::out::line(format_args!($($text)*))?
    };
}
pub(crate) use say;
