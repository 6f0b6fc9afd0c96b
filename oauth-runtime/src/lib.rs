//! OAuth 2.0 clients for providers that are declared in one attribute block.
//!
//! A provider is a table of calls. `#[oauth_provider(...)]` checks the table at
//! compile time and turns it into data; this crate has the behaviour. What the
//! RFCs prescribe is the default, so a well-behaved provider is two URLs:
//!
//! ```
//! use oauth_runtime::oauth_provider;
//!
//! #[oauth_provider(
//!     authorize = "https://acme.example/oauth/authorize",
//!     token = "https://acme.example/oauth/token",
//!     scopes(Read = "contacts.read", Write = "contacts.write"),
//! )]
//! pub struct Acme;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # #[cfg(feature = "reqwest")] {
//! use oauth_runtime::NoVars;
//!
//! let acme = AcmeClient::builder(NoVars, "my-client-id").build()?;
//! let login = acme
//!     .authorize("http://127.0.0.1:8080/callback", [AcmeScope::Read])
//!     .begin()?;
//! println!("open {}", login.url());
//! // later: let session = login.finish(&callback_url).await?;
//! # }
//! # Ok(())
//! # }
//! ```
//!
//! The way of the data: [`spec`] (the declaration) → [`wire`] (plan a request,
//! judge an answer; pure functions) → [`transport`] → [`Session`].

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "blocking")]
#[cfg_attr(docsrs, doc(cfg(feature = "blocking")))]
pub mod blocking;
pub mod capability;
mod client;
pub mod clock;
mod dpop;
mod error;
#[doc(hidden)]
pub mod failpoint;
mod flow;
pub mod jose;
mod metadata;
mod provider;
pub mod random;
mod scope;
mod secret;
mod session;
mod settings;
pub mod spec;
pub mod store;
mod sync;
mod token;
pub mod transport;
pub mod value;
pub mod wire;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

pub use client::{Builder, Client, Connection, Connections, DynBuilder, DynClient, Observer};
pub use error::{Code, Error, OAuthError};
pub use flow::{
    Authorize, BackchannelRequest, BackchannelSignIn, DevicePoll, DeviceRequest, DeviceSignIn,
    DynAuthorize, DynBackchannelRequest, DynBackchannelSignIn, DynDeviceRequest, DynDeviceSignIn,
    DynExchange, DynGrant, DynSignIn, Exchange, Grant, Introspected, Logout, PendingSignIn, SignIn,
    TokenType,
};
pub use jose::ClientKey;
pub use metadata::{
    ClientInformation, ClientMetadata, Registration, ResourceMetadata, ServerMetadata,
};
pub use oauth_macros::oauth_provider;
pub use provider::{Extras, NoExtras, NoScope, NoVars, OpenScope, Provider, ScopeSet, Vars};
pub use scope::{Granted, ScopeArgs};
pub use secret::Secret;
pub use session::{
    ApiRequest, ApiResponse, DynSession, Event, EventKind, Events, KeepAlive, RateLimit, Session,
    Shutdown, TokenGuard, TokenVersion,
};
pub use settings::{Setting, Settings};
pub use token::{Expiry, Kept, TokenSet};
