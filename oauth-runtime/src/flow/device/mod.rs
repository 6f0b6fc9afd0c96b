//! The device authorization grant, RFC 8628.

mod pace;
mod poll;
mod request;
mod sign_in;

pub(super) use pace::{Mark, Pace};
pub(super) use poll::Flow;
pub use request::{DeviceRequest, DynDeviceRequest};
pub use sign_in::{DevicePoll, DeviceSignIn, DynDeviceSignIn};
