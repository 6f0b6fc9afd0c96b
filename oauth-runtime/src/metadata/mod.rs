//! What is learned of a provider at run time: its endpoints, its keys, and the
//! client's own registration.

mod auth;
mod cache;
mod endpoint;
mod fetch;
mod frozen;
mod learned;
mod registered;
mod resolve;
mod server;
mod well_known;

pub(crate) use cache::Cache;
pub(crate) use endpoint::member as endpoint_member;
pub(crate) use frozen::Frozen;
pub(crate) use learned::Learned;
pub use registered::ClientInformation;
pub use server::ServerMetadata;
