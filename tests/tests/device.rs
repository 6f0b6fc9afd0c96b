//! The device authorization grant (RFC 8628): the pace of polls on two clocks,
//! what a person is shown, the bytes on the wire, odd vendors, and whole sign-ins
//! against the strict server.

mod flow;
mod pace;
mod shown;
mod vendors;
mod wire;
pub mod world;
