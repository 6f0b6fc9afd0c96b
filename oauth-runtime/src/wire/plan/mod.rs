//! From a call and its inputs to an HTTP request.

mod api;
mod assertion;
mod bearer;
mod carried;
mod client_auth;
mod client_id;
mod dpop;
mod function;
mod inputs;
mod json;
#[cfg(feature = "signing")]
mod key;
mod mentions;
mod param;
mod request;
mod shown;
mod signing;
mod sink;
mod standard;
mod template;
mod url;
mod walk;
mod xml;

pub(crate) use api::{ApiParts, plan_api};
pub(crate) use bearer::check_token;
pub(crate) use client_auth::used as used_auth;
pub(crate) use client_id::sends_client_id;
pub(crate) use dpop::{Proven, proven};
pub(crate) use inputs::step_inputs;
pub use inputs::{Inputs, LoopbackOrigin, SecretText, VarValues};
pub use request::{WireRequest, plan, plan_url};
pub(crate) use request::{header_pair, plan_step, seen_by_page};
pub(crate) use shown::placeholder;
pub(crate) use signing::uses_body;
pub use sink::Cause;
pub(crate) use sink::{Item, Sink};
pub(crate) use template::filled;
pub(crate) use url::call_url;
pub(crate) use walk::walk;
