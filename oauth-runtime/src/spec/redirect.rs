/// Which redirect URIs on loopback the provider takes (RFC 8252 §7.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedirectSpec {
    /// The host as it is written in the URI.
    pub host: LoopbackHost,
    /// The ports that can be registered. Empty: any.
    pub ports: &'static [u16],
    /// The path.
    pub path: &'static str,
}

impl RedirectSpec {
    /// As the RFC has it: `http://127.0.0.1:PORT/callback`, any port.
    pub const DEFAULT: Self = Self {
        host: LoopbackHost::V4,
        ports: &[],
        path: "/callback",
    };
}

/// How a provider wants loopback written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoopbackHost {
    /// `127.0.0.1`: what RFC 8252 §8.3 recommends.
    V4,
    /// `[::1]`.
    V6,
    /// `localhost`.
    Localhost,
    /// The provider takes no redirect URI on loopback. A person at a terminal
    /// then pastes the address of the page where the browser ends.
    Refused,
}

impl LoopbackHost {
    /// The host as it stands in a URI, where loopback is taken at all.
    #[must_use]
    pub const fn text(self) -> Option<&'static str> {
        match self {
            Self::V4 => Some("127.0.0.1"),
            Self::V6 => Some("[::1]"),
            Self::Localhost => Some("localhost"),
            Self::Refused => None,
        }
    }
}
