//! A strict OAuth 2.0 authorization server for tests, made from a provider's
//! declaration, in five lines:
//!
//! ```
//! use oauth_mock::MockServer;
//! use oauth_runtime::{NoVars, Provider as _, oauth_provider};
//!
//! #[oauth_provider(authorize = "https://acme.example/authorize", token = "https://acme.example/token")]
//! pub struct Acme;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MockServer::start(Acme::SPEC).await?;
//! let acme = AcmeClient::builder(NoVars, "client").client_secret("secret").against(server.origin()).build()?;
//! let login = acme.authorize("http://127.0.0.1:8080/callback", []).begin()?;
//! let session = login.finish(&server.authorize(login.url()).await?).await?;
//! server.assert_all_accepted();
//! # assert!(session.tokens().refresh_token.is_some());
//! # Ok(())
//! # }
//! ```
//!
//! # What it holds a client to
//!
//! Everything the declaration says, read from the server's side and without the
//! client's code: each parameter in its place, under its name and nowhere else,
//! fixed values, declared headers, media types, client authentication byte for
//! byte, registered redirect URIs byte for byte, scopes joined as declared.
//! Beyond the declaration: PKCE (RFC 7636), codes that work once and take their
//! tokens with them when they are used again (RFC 6749 §4.1.2), refresh tokens
//! that rotate, with grace and revocation of the family (RFC 9700 §4.14.2),
//! tokens that are bound to the key of a proof where `dpop` is declared, with each proof
//! checked, good for its request alone and good once (RFC 9449 §4.3),
//! device codes that are polled no faster than their interval (RFC 8628 §3.5),
//! and an access token in one place only (RFC 6750 §2).
//!
//! A client without an id registers itself where the declaration has `registration` or
//! leaves its addresses to metadata (RFC 7591), and manages that (RFC 7592). A declared
//! `resource` has its own metadata and names the mock's issuer (RFC 9728).
//!
//! What a declaration computes is computed once more, by code of the server's own:
//! digests and signatures over the request, and signed JWTs, whose claims, times and
//! signature are checked. A time or UUID inside a digest is taken from where it
//! stands in clear. Steps are served in their order only, and a second token works
//! at its own API and refresh only. What is not known stays open: a tenant value
//! that the server was not told, and what a hook makes.
//!
//! A refusal is an OAuth error in the declared form. Its description names the
//! broken rule and the declaration key that states it, and
//! [`MockServer::ledger`] keeps it.
//!
//! Codes and tokens end in `~+/=`, so that a client that forgets to encode one
//! is found out, and begin with [`MARK`], so that a log that holds one is.
//!
//! # Time, faults, answers
//!
//! [`MockClock`] stands still until a test moves it; [`MockServer::client`]
//! gives it to the client as well. [`MockServer::script`] breaks the next
//! answer of a call: see [`Fault`]. [`MockServer::api`] sets what the API
//! answers; without it the API echoes the request.
//!
//! ```
//! use std::time::Duration;
//! use oauth_mock::{Fault, MockServer};
//! # use oauth_runtime::{Provider as _, oauth_provider, spec::{CallKind, Method}};
//! # #[oauth_provider(authorize = "https://acme.example/authorize", token = "https://acme.example/token", api = "https://acme.example/api/")]
//! # pub struct Acme;
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!
//! let server = MockServer::builder(Acme::SPEC).access_token_lifetime(Duration::from_secs(600)).start().await?;
//! let login = server.client().build()?.authorize("http://127.0.0.1:8080/callback", "").begin()?;
//! let session = login.finish(&server.authorize(login.url()).await?).await?;
//! server.clock().advance(Duration::from_secs(600));
//! server.script(CallKind::Refresh, Fault::CommitThenReset);
//! assert!(session.request(Method::Get, "me").send().await.is_err());
//! assert_eq!(server.generation(), 2);
//! # Ok(())
//! # }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod answer;
mod browser;
mod builder;
mod clients;
mod clock;
mod connection;
mod control;
mod dpop;
mod fault;
mod gate;
mod grant;
mod jws;
mod keys;
mod ledger;
mod metadata;
mod observe;
mod page;
mod read;
mod redirect;
mod refusal;
mod registration;
mod resource;
mod route;
mod sample;
mod serve;
mod server;
mod setup;
mod store;
mod tally;
mod template;
mod xml;

pub use builder::MockBuilder;
pub use clock::MockClock;
pub use fault::Fault;
pub use gate::Hold;
pub use ledger::Entry;
pub use sample::text as sample_value;
pub use server::{Consent, MockServer};
pub use store::MARK;
