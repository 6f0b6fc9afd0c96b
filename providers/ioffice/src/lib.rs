//! Sign-in and first API calls for iOFFICE, now Eptura Workplace.
//!
//! # What to register
//!
//! The vendor issues a client id for your redirect URI. The documents describe a public
//! client, without a secret. If you are given one, ask which header takes it, and set
//! [`ClientAuth::Header`](oauth_runtime::spec::ClientAuth::Header) with the builder's
//! `client_auth`.
//!
//! # Site
//!
//! [`IofficeVars::site`] is the customer's own address, such as
//! `https://acme.iofficeconnect.com`. Sign-in page, token endpoint and API are all below it.
//!
//! # Ways to sign in
//!
//! - [`authorize`](IofficeClient::authorize) sends the user to the site's own page. It ends at
//!   `{redirect_uri}#code=…&appCode=…`: the part after `#` never reaches a server, so a web
//!   application must hand it over with a few lines of script.
//! - [`code_request`](IofficeClient::code_request) sends the user's name and password, for
//!   programs without a browser. The program then sees the password.
//!
//! The scope means nothing today, but must be there; `email` is sent when none is given.
//!
//! # Settings
//!
//! `IofficeClient::from_env()` reads `IOFFICE_CLIENT_ID` and `IOFFICE_SITE`.
//! [`IofficeClient`] lists all variables, and the redirect URI to name for a program on
//! a desktop.
//!
//! # Example
//!
//! ```no_run
//! use oauth_ioffice::{IofficeApi, IofficeClient, IofficeScope, IofficeVars};
//!
//! # async fn example(address_bar: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let vars = IofficeVars { site: "https://acme.iofficeconnect.com".parse()? };
//! let ioffice = IofficeClient::builder(vars, "my-client-id").build()?;
//! let login = ioffice
//!     .authorize("https://app.example/callback", [IofficeScope::Email])
//!     .begin()?;
//! println!("open {}", login.url());
//! let session = login.finish(address_bar).await?;
//! let me = session.me().await?;
//! println!("{:?} at {:?}", me.name, me.room.and_then(|room| room.name));
//! for room in session.rooms().search("conference").pages().all().await? {
//!     println!("{} {:?}", room.id, room.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is unusual
//!
//! - Token requests have no body. Everything travels in `x-` headers, which take ASCII only.
//! - The vendor's page says that `expires_in` counts milliseconds, the vendor's own program
//!   reads seconds. Milliseconds are assumed. At a site that counts seconds, tokens would be
//!   renewed far too often, but no call would fail.
//! - The API takes the token in `x-access-token`, or as `access_token` in the query.
//! - 403 means that the token is over: it is renewed, and the request repeated once. A
//!   second 403 is a missing right. 401 means that the session is over: sign in again.
//! - Times are milliseconds since 1970: [`epoch_ms`].
//! - What the web pages call a space is a room here.

mod api;
pub mod epoch_ms;
mod pager;
mod provider;
mod request;
mod resources;

pub use api::IofficeApi;
pub use oauth_runtime;
pub use pager::Pager;
pub use provider::{Ioffice, IofficeClient, IofficeExtras, IofficeScope, IofficeVars};
pub use request::{List, One};
pub use resources::{Building, Floor, Reference, Reservation, Room, User};
