//! OAuth 2.0 clients of hundreds of services, each declared in a few lines.
//!
//! A provider is one file with one attribute block. The block becomes a typed client: the
//! unit struct `Github` comes with `GithubClient`, and where the provider has them with
//! `GithubScope`, `GithubVars` and `GithubExtras`. What the client does is the business of
//! [`oauth_runtime`]; this crate only says how each service differs from the RFCs.
//!
//! ```toml
//! [dependencies]
//! oauth-providers = { version = "0.1", features = ["developer", "reqwest"] }
//! ```
//!
//! ```
//! # #[cfg(feature = "developer")]
//! # fn example(secret: String) -> Result<(), Box<dyn std::error::Error>> {
//! use oauth_providers::developer::GithubClient;
//! use oauth_providers::oauth_runtime::NoVars;
//!
//! let github = GithubClient::builder(NoVars, "my-client-id")
//!     .client_secret(secret)
//!     .build()?;
//! let login = github.authorize("http://127.0.0.1:8080/callback", ["repo".into()]).begin()?;
//! println!("{}", login.url());
//! # Ok(())
//! # }
//! ```
//!
//! # Features
//!
//! No provider is compiled unless its family is asked for. A family is a feature and a module
//! of the same name; `all` is all of them. `reqwest` is the default transport of
//! [`oauth_runtime`]. `CATALOGUE.md` lists every provider with its family, type and oddities.
//!
//! # Where the declarations come from
//!
//! Each was written from a table of facts about the service's wire form, and is held against
//! that table by tests. The file names the row, and says where it departs from the row and why.
//! Services change: `checked` in a block is the month in which it was last held against the
//! table, and `docs` leads to the service's own page where one is known.
//!
//! # All of them at run time
//!
//! [`providers`] walks over what is compiled in, for programs that let a person choose.
#![cfg_attr(feature = "all", doc = "\n")]
#![cfg_attr(feature = "all", doc = include_str!("front.md"))]

#[cfg(feature = "hr")]
mod hooks;
mod index;

// <families> made by the test `generate`
#[cfg(feature = "accounting")]
pub mod accounting;
#[cfg(feature = "commerce")]
pub mod commerce;
#[cfg(feature = "communication")]
pub mod communication;
#[cfg(feature = "crm")]
pub mod crm;
#[cfg(feature = "developer")]
pub mod developer;
#[cfg(feature = "files")]
pub mod files;
#[cfg(feature = "google")]
pub mod google;
#[cfg(feature = "health")]
pub mod health;
#[cfg(feature = "hr")]
pub mod hr;
#[cfg(feature = "identity")]
pub mod identity;
#[cfg(feature = "marketing")]
pub mod marketing;
#[cfg(feature = "mcp")]
pub mod mcp;
#[cfg(feature = "microsoft")]
pub mod microsoft;
#[cfg(feature = "operations")]
pub mod operations;
#[cfg(feature = "productivity")]
pub mod productivity;
#[cfg(feature = "social")]
pub mod social;
// </families>

pub use index::{Entry, Level, providers};
pub use oauth_runtime;
