//! What a sign-in goes by from its beginning to its end, whatever the metadata says
//! meanwhile.

use serde::{Deserialize, Serialize};

use super::ClientInformation;

/// The issuer and the endpoints of a sign-in that waits (RFC 9207 §4, RFC 9700 §4.4).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Frozen {
    /// The issuer that the sign-in began at.
    pub(crate) issuer: Option<String>,
    /// The endpoints, each under the key of its call.
    pub(crate) endpoints: Vec<(String, String)>,
    /// Whether the metadata promises `iss` in the response (RFC 9207 §3).
    pub(crate) iss_required: bool,
    /// The method of client authentication (RFC 7591 §2), where metadata chose it.
    pub(crate) client_auth: Option<String>,
    /// The client, where it was registered for this sign-in.
    pub(crate) client: Option<ClientInformation>,
}
