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
    /// person cannot type. It is dropped when the sign-in ends by another way.
    fn typed(&self) -> BoxFuture<'_, Secret>;
}

/// What a sign-in tells the person.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Notice<'a> {
    /// The address to open, and whether the browser was asked to open it.
    Open {
        /// The provider's name.
        provider: &'a str,
        /// The address. It holds no secret but the state.
        url: &'a str,
        /// Whether a browser was started.
        opened: bool,
        /// Whether something can be pasted: a code, a PIN or an address.
        paste: bool,
    },
    /// The code to type on another device.
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
    /// A callback or a pasted text was not the one that is waited for.
    Ignored {
        /// Why.
        why: &'a Error,
    },
    /// The sign-in is over: the terminal is the program's own again.
    Done,
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
