//! A person at a terminal.

mod line;
mod words;

use std::fmt;
use std::future::pending;
use std::io::{self, IsTerminal as _, Write as _};

use oauth_runtime::Secret;
use oauth_runtime::transport::BoxFuture;

use crate::person::{Notice, Person};
use crate::surroundings;
use words::Look;

/// The person at the terminal: told on standard error, heard on standard input.
///
/// Standard output stays the program's own. Where standard error is no terminal
/// the texts are plain: no control codes, no QR code. Where standard input is no
/// terminal nothing is read from it. What a provider says is shown without
/// anything that a terminal would obey.
///
/// # What it takes from standard input
///
/// Lines, while a sign-in waits, and only once something was typed: on Unix a
/// sign-in that ends in another way leaves standard input untouched. Where the
/// system cannot tell that something was typed (Windows), a thread waits for the
/// next line. It does not keep the process from ending, and a line that comes too
/// late is kept for the next sign-in of the process; a program that reads standard
/// input itself after a sign-in misses that one line. A terminal cuts lines at
/// about 4,000 characters, which an address rarely has. Of two sign-ins at the same
/// time one listens first.
#[derive(Clone)]
pub struct Terminal {
    look: Look,
    can_type: bool,
}

impl Terminal {
    /// The terminal that the process runs in.
    #[must_use]
    pub fn new() -> Self {
        Self {
            look: match io::stderr().is_terminal() && !surroundings::is_dumb() {
                true => Look::Rich,
                false => Look::Plain,
            },
            can_type: io::stdin().is_terminal(),
        }
    }
}

impl Default for Terminal {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Terminal").finish_non_exhaustive()
    }
}

impl Person for Terminal {
    fn tell(&self, notice: &Notice<'_>) {
        let room = || {
            let size = terminal_size::terminal_size_of(io::stderr());
            size.map(|(width, height)| (width.0.into(), height.0.into()))
        };
        let text = words::of(notice, self.look, self.can_type, room);
        // In one piece, so that nothing stands in between. A terminal that is gone
        // is no reason to end the sign-in.
        let _ = io::stderr().write_all(text.as_bytes());
    }

    fn typed(&self) -> BoxFuture<'_, Secret> {
        match self.can_type {
            true => Box::pin(line::next()),
            false => Box::pin(pending()),
        }
    }
}
