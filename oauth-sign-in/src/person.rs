//! How a sign-in speaks with the person who signs in.

use std::fmt;
use std::future::pending;

use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Error, Secret};

/// The person who signs in, as the program reaches them: a terminal, a window.
pub trait Person: Send + Sync + 'static {
    /// Tells something. It must not block.
    fn tell(&self, notice: &Notice<'_>);

    /// Waits for something that the person types or pastes: a code, a PIN, or the
    /// whole address of the page where the browser ended. Never ready where the
    /// person cannot type. It is dropped when the sign-in ends by another way, and
    /// called again when what was typed is not what the sign-in waits for.
    fn typed(&self) -> BoxFuture<'_, Secret>;
}

/// What can be pasted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Paste {
    /// The whole address of the page where the browser ends, also when that page
    /// cannot be shown.
    Address,
    /// The PIN or code that the provider's page shows.
    Pin,
}

/// What a sign-in tells the person.
///
/// Texts of the provider may hold anything: whoever shows them on a terminal
/// filters control characters. Addresses are checked: they are printable ASCII.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Notice<'a> {
    /// The address to open, and whether the browser was asked to open it.
    #[non_exhaustive]
    Open {
        /// The provider's name.
        provider: &'a str,
        /// The address. It holds no secret but the state.
        url: &'a str,
        /// Whether a browser was started.
        opened: bool,
        /// What can be pasted.
        paste: Paste,
        /// Whether somebody listens for the browser. If not, the paste is the only way.
        listening: bool,
    },
    /// The code to type on another device.
    #[non_exhaustive]
    Device {
        /// The provider's name.
        provider: &'a str,
        /// The code.
        user_code: &'a str,
        /// Where it is typed.
        verification_uri: &'a str,
        /// The address with the code in it.
        complete: Option<&'a str>,
        /// How long the code is good.
        expires_in: std::time::Duration,
    },
    /// A callback or a pasted text was not the one that is waited for. The sign-in
    /// goes on waiting.
    #[non_exhaustive]
    Ignored {
        /// Why.
        why: &'a Error,
        /// Whether the person pasted it. If not, it came to the listener.
        pasted: bool,
    },
    /// The sign-in succeeded. (One that fails ends with its error.)
    Done,
}

/// Without the state, the user code and what the provider says.
impl fmt::Debug for Notice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open {
                provider,
                opened,
                paste,
                listening,
                ..
            } => f
                .debug_struct("Open")
                .field("provider", provider)
                .field("opened", opened)
                .field("paste", paste)
                .field("listening", listening)
                .finish_non_exhaustive(),
            Self::Device {
                provider,
                expires_in,
                ..
            } => f
                .debug_struct("Device")
                .field("provider", provider)
                .field("expires_in", expires_in)
                .finish_non_exhaustive(),
            Self::Ignored { why, pasted } => f
                .debug_struct("Ignored")
                .field("why", why)
                .field("pasted", pasted)
                .finish(),
            Self::Done => f.write_str("Done"),
        }
    }
}

/// Nobody who could be told anything: for programs that show the address by other means.
#[derive(Clone, Copy, Default)]
pub struct Silent;

impl fmt::Debug for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Silent")
    }
}

impl Person for Silent {
    fn tell(&self, _: &Notice<'_>) {}

    fn typed(&self) -> BoxFuture<'_, Secret> {
        Box::pin(pending())
    }
}
