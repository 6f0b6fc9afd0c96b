//! What is learned of a provider at run time: its endpoints, its keys, and the
//! client's own registration.

mod auth;
mod cache;
mod client_metadata;
mod document;
mod endpoint;
mod fetch;
mod find_resource;
mod frozen;
mod learned;
mod manage;
mod register;
mod registered;
mod registrations;
mod resolve;
mod resource;
mod server;
mod well_known;

pub(crate) use auth::method_of;
pub(crate) use cache::Cache;
pub use client_metadata::ClientMetadata;
pub(crate) use document::check_document_url;
pub(crate) use endpoint::member as endpoint_member;
pub(crate) use find_resource::FoundResource;
pub(crate) use frozen::Frozen;
pub(crate) use learned::Learned;
pub use manage::Registration;
pub use registered::ClientInformation;
pub(crate) use registrations::Registrations;
pub use resource::ResourceMetadata;
pub use server::ServerMetadata;
