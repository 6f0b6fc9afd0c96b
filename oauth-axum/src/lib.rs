//! Sign-in routes and connections for axum 0.8, for any set of declared providers.
//!
//! [`OAuth`] adds `GET …/sign-in`, `GET` and `POST …/callback`, `POST …/sign-out` and
//! `POST …/back-channel-logout` for each provider, and [`Connected`] hands a handler the
//! session of the person at the browser. A whole application, from the declaration
//! to an API call with tokens that are stored and renewed, is 31 lines of code:
//!
//! ```no_run
//! use axum::{Router, routing::get};
//! use oauth_axum::{Connected, OAuth, Rejection};
//! use oauth_runtime::{NoVars, oauth_provider};
//!
//! #[oauth_provider(
//!     authorize = "https://acme.example/oauth/authorize",
//!     token = "https://acme.example/oauth/token",
//!     scopes(Read = "contacts.read"),
//!     api = "https://api.acme.example/v1/"
//! )]
//! pub struct Acme;
//!
//! async fn contact(acme: Connected<Acme>) -> Result<String, Rejection> {
//!     let contact: serde_json::Value = acme.get("contacts/1").json().await?;
//!     Ok(contact.to_string())
//! }
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let store = oauth_stores::open_migrated("sqlite:/var/lib/my-program/tokens.db").await?;
//!     let acme = AcmeClient::builder(NoVars, "my-client-id")
//!         .client_secret(std::fs::read_to_string("client-secret")?.trim())
//!         .store(store)
//!         .build()?;
//!     let key = std::fs::read_to_string("cookie-key")?; // `openssl rand -hex 32` makes one
//!     let oauth = OAuth::builder("https://app.example", key.trim())
//!         .provider("acme", acme, [AcmeScope::Read])
//!         .return_to(["/", "/contact"])
//!         .build()?;
//!     // Register `https://app.example/oauth/acme/callback` at the provider.
//!     let app = oauth.attach(Router::new().route("/contact", get(contact)));
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
//!     axum::serve(listener, app).await?;
//!     Ok(())
//! }
//! ```
//!
//! Whoever opens `/contact` is sent to the provider first and comes back to it.
//! A link to `/oauth/acme/sign-in?return_to=/contact` does the same, and a form that
//! posts to `/oauth/acme/sign-out` ends it, here and at the provider.
//!
//! # What it holds to
//!
//! - The redirect URI comes from configuration. `Host` and `X-Forwarded-Host` count
//!   for nothing, and each name has a redirect URI of its own (RFC 9700 §4.4.2).
//! - A callback is taken from the browser that began, and once. Everything else is
//!   answered by a page with one way on, and the sign-in goes on waiting.
//! - A pending sign-in is a sealed cookie for ten minutes, so that sign-ins which
//!   nobody finishes take no memory. A browser keeps the newest five.
//! - Every sign-in makes an account with a new name, which a sealed cookie remembers
//!   ([`Builder::remember`]: after the browser was closed, too). An account that
//!   somebody planted in a browser before sees nothing of it.
//! - After a sign-in the browser is sent to a path of [`Builder::return_to`], never
//!   to another site.
//! - A link of another site asks before it begins a sign-in, and a form of another
//!   site signs nobody out.
//! - Answers behind `#` and answers by a form work as well.
//!
//! Connections of browsers that never came back stay in the store, and a sign-out
//! leaves its tombstone there: `client.connections()` lists both, and forgets them.
//!
//! # Users and sessions of the program's own
//!
//! [`Builder::accounts`] says who is logged in; connections are then theirs, in
//! every browser, and a sign-in ends for the user who began it. [`Builder::sessions`]
//! keeps pending sign-ins in the program's sessions; the feature `tower-sessions` has
//! `TowerSessions`.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod accounts;
mod answer;
mod base;
mod browser;
mod builder;
mod connected;
mod context;
mod cookies;
mod entry;
mod form;
mod oauth;
mod random;
mod rejection;
mod return_to;
mod routes;
mod sealer;
mod sessions;
mod site;
#[cfg(feature = "tower-sessions")]
mod tower;

pub use accounts::Accounts;
pub use builder::Builder;
pub use connected::Connected;
pub use oauth::OAuth;
pub use oauth_runtime;
pub use rejection::Rejection;
pub use sessions::Sessions;
#[cfg(feature = "tower-sessions")]
pub use tower::TowerSessions;
