//! Client-initiated backchannel authentication, OpenID CIBA.
//!
//! The person is asked on a device of their own, and the client polls as it does for
//! a device code. In ping mode the provider tells when to (§10.2).

mod request;
mod sign_in;
mod typed;

pub use request::DynBackchannelRequest;
pub use sign_in::DynBackchannelSignIn;
pub use typed::{BackchannelRequest, BackchannelSignIn};
