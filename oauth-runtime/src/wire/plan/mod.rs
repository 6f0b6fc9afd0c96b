//! From a call and its inputs to an HTTP request.

mod api;
mod bearer;
mod client_auth;
mod inputs;
mod json;
mod param;
mod request;
mod sink;
mod standard;
mod template;
mod url;
mod walk;

pub(crate) use api::{ApiParts, plan_api};
pub(crate) use bearer::check_token;
pub(crate) use client_auth::used as used_auth;
pub(crate) use inputs::step_inputs;
pub use inputs::{Inputs, LoopbackOrigin, SecretText, VarValues};
pub(crate) use request::plan_step;
pub use request::{WireRequest, plan, plan_url};
pub use sink::Cause;
pub(crate) use sink::{Item, Sink};
pub(crate) use url::call_url;
pub(crate) use walk::walk;
