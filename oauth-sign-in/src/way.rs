//! Which way a person signs in: browser, device code or paste.

/// How a person signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Way {
    /// The browser on this machine, which comes back to a listener on loopback.
    Browser,
    /// Another device, on which the person types a code (RFC 8628).
    Device,
    /// A browser anywhere; the person pastes the code or the address it ends at.
    Paste,
}

/// What can be seen of the machine and the terminal, from which the way is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surroundings {
    /// Whether a display is there: always on macOS and Windows, `DISPLAY` or
    /// `WAYLAND_DISPLAY` elsewhere, or WSL's way to the Windows browser.
    pub display: bool,
    /// Whether the terminal is reached through SSH.
    pub ssh: bool,
    /// Whether this is a build server, where nobody sits.
    pub ci: bool,
    /// Whether this is a container.
    pub container: bool,
    /// Whether `BROWSER` names a program.
    pub browser: bool,
    /// Whether standard input is a terminal.
    pub terminal: bool,
}
