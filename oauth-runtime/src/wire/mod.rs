//! Planning requests and judging answers: pure functions over the [`spec`](crate::spec).
//!
//! [`plan`] turns a call and its inputs into an HTTP request, [`judge`] turns
//! an HTTP answer into tokens or an error, and [`explain`] renders the same plan
//! for a person, with every secret blanked and the declaration key that caused
//! each part. None of them does I/O.

mod answer_text;
mod challenge;
mod departures;
pub mod encode;
mod explain;
mod hint;
pub mod judge;
mod plan;

pub use challenge::Challenge;
pub use departures::departures;
pub use explain::{Explained, Line, explain};
pub(crate) use explain::{explain_step, explain_whole};
pub(crate) use hint::{with_redirect_uri, with_request, with_scope};
pub(crate) use plan::{
    ApiParts, Proven, authorization_claims, call_url, filled, header_pair, plan_api,
    plan_management, plan_registration, plan_step, proven, sends_client_id, step_inputs, used_auth,
    uses_body,
};
pub use plan::{Cause, Inputs, LoopbackOrigin, SecretText, VarValues, WireRequest, plan, plan_url};

use bytes::Bytes;
use http::HeaderMap;

/// An HTTP answer, complete in memory.
#[derive(Clone)]
pub struct WireResponse {
    /// The status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The decoded body.
    pub body: Bytes,
    /// Whether the transport knows that the body is whole. A body that ends
    /// with a plain connection close may have been cut off.
    pub complete: bool,
}

impl std::fmt::Debug for WireResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("WireResponse")
            .field("status", &self.status)
            .field("body_len", &self.body.len())
            .finish_non_exhaustive()
    }
}
