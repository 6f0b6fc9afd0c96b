//! The grants: how a client comes to its first token.

mod authorize;
mod callback;
mod consumed;
mod device;
mod grant;
pub(crate) mod id_token;
mod pending;
mod sign_in;

pub use authorize::{Authorize, DynAuthorize};
pub(crate) use consumed::Consumed;
pub use device::{DevicePoll, DeviceRequest, DeviceSignIn, DynDeviceRequest, DynDeviceSignIn};
pub use grant::{DynGrant, Grant};
pub use pending::PendingSignIn;
pub use sign_in::{DynSignIn, SignIn};

use serde_json::Value;

/// What a provider tells about a token (RFC 7662 §2.2, or its own form).
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Introspected {
    /// Whether the token is valid. A provider whose answer has no `active`
    /// says so by answering at all.
    pub active: bool,
    /// The whole answer.
    pub claims: Value,
}
