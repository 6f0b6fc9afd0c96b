//! Sign-in and first API calls for [Accelo](https://www.accelo.com/).
//!
//! # What to register
//!
//! In Accelo, under *Configurations › API › Register Application*. A registration is of
//! exactly one kind, and the kind decides how a client comes to its token:
//!
//! | kind | method | what it takes |
//! |---|---|---|
//! | web | [`authorize`](AcceloClient::authorize) | one of the registered redirect URIs |
//! | installed | [`authorize_by_pin`](AcceloClient::authorize_by_pin) | the PIN that the browser shows; no redirect URI |
//! | service | [`client_credentials`](AcceloClient::client_credentials) | nobody signs in; no refresh token, a new token is obtained instead |
//!
//! # Tenant
//!
//! [`AcceloVars::deployment`] is the label before `.accelo.com`. A service application uses
//! its own; web and installed applications use that of the user who signs in. One client id
//! serves all deployments. `domain` is `api.accelo.com` unless it is set.
//!
//! # Scopes
//!
//! [`AcceloScope::Read`] and [`AcceloScope::Write`] take resource names, as in
//! `AcceloScope::Read(["companies", "staff"].into())`; `ReadAll` and `WriteAll` stand for
//! all of them. Writing includes reading. Without any scope Accelo grants `read(all)`.
//! [`AcceloClient::parse_scopes`] reads a list such as `read(companies),write(staff)` back.
//!
//! # Settings
//!
//! `AcceloClient::from_env()` reads `ACCELO_CLIENT_ID`, `ACCELO_CLIENT_SECRET` or
//! `ACCELO_CLIENT_SECRET_FILE`, and `ACCELO_DEPLOYMENT`. [`AcceloClient`] lists all
//! variables, and the redirect URI to register for a program on a desktop.
//!
//! # Example
//!
//! ```no_run
//! use oauth_accelo::{AcceloApi, AcceloClient, AcceloScope, AcceloVars, RequestedLifetime};
//! use std::time::Duration;
//!
//! # async fn example(secret: String) -> Result<(), Box<dyn std::error::Error>> {
//! let accelo = AcceloClient::builder(AcceloVars::new("acme".parse()?), "1a2b@acme.accelo.com")
//!     .client_secret(secret)
//!     .build()?;
//! let session = accelo
//!     .client_credentials([AcceloScope::Read(["companies", "staff"].into())])
//!     .requested_lifetime(Duration::from_secs(3600))
//!     .await?;
//! let company = session.company(1).fields(["website", "phone"]).await?;
//! println!("{:?} {:?}", company.name, company.website);
//! let mut pages = session.companies().search("bakery").pages();
//! while let Some(page) = pages.next_page().await? {
//!     println!("{} more", page.len());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is unusual
//!
//! - HTTP Basic carries id and secret as they are; the `@` of the client id stays an `@`.
//! - Everything the API answers is wrapped in `{"response": …, "meta": …}`. This crate opens
//!   the wrapper, and an answer whose `meta.status` is not `ok` is an error even with status 200.
//! - Numbers and times are JSON strings; [`number`] reads both forms.
//! - After 100 failed authentications in five minutes Accelo locks the client out, and each
//!   further try makes it longer: the error is [`Code::Lockout`](oauth_runtime::Code::Lockout),
//!   and nothing is repeated.
//! - The token may travel as `_bearer_token` in the query instead of the header, never both:
//!   [`Bearer::Query`](oauth_runtime::spec::Bearer::Query) at the builder's `bearer`.
//! - 5000 requests an hour for a deployment:
//!   [`ApiResponse::rate_limit`](oauth_runtime::ApiResponse::rate_limit).

mod api;
mod envelope;
mod lifetime;
pub mod number;
mod pager;
mod pin;
mod provider;
mod request;
mod resources;

pub use api::AcceloApi;
pub use envelope::{Envelope, Meta};
pub use lifetime::RequestedLifetime;
pub use oauth_runtime;
pub use pager::Pager;
pub use pin::{InvalidPin, InvalidQrCode, Pin, QrCode};
pub use provider::{Accelo, AcceloClient, AcceloExtras, AcceloScope, AcceloVars};
pub use request::{List, One};
pub use resources::{Company, Staff, Task, TokenInfo, User};
