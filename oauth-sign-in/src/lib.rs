//! Sign-in of a person at a terminal or a desktop, in one line:
//!
//! ```no_run
//! use oauth_runtime::{NoVars, oauth_provider};
//! use oauth_sign_in::SignInExt as _;
//!
//! #[oauth_provider(
//!     authorize = "https://acme.example/oauth/authorize",
//!     token = "https://acme.example/oauth/token",
//!     scopes(Read = "contacts.read"),
//! )]
//! pub struct Acme;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let acme = AcmeClient::builder(NoVars, "my-client-id").build()?;
//! let session = acme.sign_in([AcmeScope::Read]).await?;
//! # let _ = session;
//! # Ok(())
//! # }
//! ```
//!
//! The browser opens and comes back to a listener on loopback (RFC 8252); at the
//! same time a pasted address, code or PIN is taken, whichever comes first. Where
//! there is no browser the device flow (RFC 8628) or the paste alone is used:
//! [`Surroundings::choose`] has the rules, [`Attempt::way`] overrides them.
//!
//! # What the listener does, and does not
//!
//! It is bound before the browser opens, to loopback only, at the address and the
//! port that the provider's declaration or the registered redirect URI names. A
//! port that another process holds is never shared: the next one is taken, or the
//! sign-in ends with `E0415`. It answers one callback. Everything else is refused
//! and leaves the sign-in waiting: other paths and methods, a `Host` that is not
//! the redirect URI's (DNS rebinding), requests that scripts of other sites make,
//! and callbacks of other sign-ins. When the sign-in ends, is dropped or times
//! out, the port is free.
//!
//! # Features
//!
//! | feature | what for |
//! |---|---|
//! | `browser` | opens the system's browser. Without it, [`Attempt::browser`] says how, or the address is only shown |
//! | `terminal` | `Terminal`, the default person. Without it, nobody is told anything unless [`Attempt::person`] is called |
//!
//! Both are on by default.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod address;
mod attempt;
mod browser;
mod callback;
mod listener;
mod person;
mod place;
#[cfg(feature = "terminal")]
mod qr;
mod scopes;
#[cfg(feature = "terminal")]
mod shown;
mod surroundings;
#[cfg(feature = "terminal")]
mod terminal;
mod typed;
mod way;

pub use attempt::DynAttempt;
pub use person::{Notice, Paste, Person, Silent};
pub use scopes::Scopes;
pub use surroundings::Surroundings;
#[cfg(feature = "terminal")]
#[cfg_attr(docsrs, doc(cfg(feature = "terminal")))]
pub use terminal::Terminal;
pub use typed::{Attempt, SignInExt};
pub use way::Way;
