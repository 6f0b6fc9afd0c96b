//! What is learned of a provider at run time: its endpoints, its keys, and the
//! client's own registration.

mod frozen;
mod registered;
mod resolve;

pub(crate) use frozen::Frozen;
pub use registered::ClientInformation;
