//! Sign-in of a person at a terminal or a desktop, in one line:
//!
//! ```ignore
//! use oauth_sign_in::SignInExt as _;
//!
//! let session = acme.sign_in([AcmeScope::Read]).await?;
//! ```
//!
//! The browser opens and comes back to a listener on loopback (RFC 8252); at the
//! same time a pasted code, PIN or whole address is taken, whichever comes first.
//! Where there is no browser the device flow (RFC 8628) or the paste alone is used.

mod person;
mod way;

pub use person::{Notice, Person, Silent};
pub use way::{Surroundings, Way};
