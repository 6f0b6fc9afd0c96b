//! The grants: how a client comes to its first token.

pub(crate) mod asked;
mod assertion;
mod authorize;
mod backchannel;
mod callback;
mod code;
mod consumed;
mod device;
mod exchange;
mod grant;
pub(crate) mod id_token;
pub(crate) mod logout;
mod pending;
mod pushed;
mod request_object;
mod sign_in;
pub(crate) mod steps;
mod token_type;
mod webhook;

pub use authorize::{Authorize, DynAuthorize};
pub use backchannel::{
    BackchannelRequest, BackchannelSignIn, DynBackchannelRequest, DynBackchannelSignIn,
};
pub(crate) use consumed::Consumed;
pub use device::{DevicePoll, DeviceRequest, DeviceSignIn, DynDeviceRequest, DynDeviceSignIn};
pub use exchange::{DynExchange, Exchange};
pub use grant::{DynGrant, Grant};
pub use logout::Logout;
pub use pending::PendingSignIn;
pub(crate) use pending::unix_seconds;
pub use sign_in::{DynSignIn, SignIn};
pub use token_type::TokenType;
pub(crate) use webhook::finish_webhook;

use std::fmt;

use serde_json::Value;

/// What a provider tells about a token (RFC 7662 §2.2, or its own form).
///
/// `Debug` names the claims and leaves their values out.
#[derive(Clone)]
#[non_exhaustive]
pub struct Introspected {
    /// Whether the token is valid. A provider whose answer has no `active`
    /// says so by answering at all.
    pub active: bool,
    /// The whole answer.
    pub claims: Value,
}

impl fmt::Debug for Introspected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claims = self.claims.as_object();
        let names: Vec<&String> = claims
            .into_iter()
            .flat_map(|claims| claims.keys())
            .collect();
        f.debug_struct("Introspected")
            .field("active", &self.active)
            .field("claims", &names)
            .finish()
    }
}
