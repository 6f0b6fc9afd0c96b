//! Sign-in and API calls for [Moovila](https://www.moovila.com/).
//!
//! # What to register
//!
//! A user with the *Integrations Manager* permission registers the application in Moovila:
//! a name, one or more callback URLs, and the data elements it may read. Moovila then
//! shows a client id, a client secret, an authorization URL and a token URL. They belong
//! to that registration, and none of them is published: put them into a [`Registration`].
//!
//! The base of the API is not published either; `https://api.moovila.com/PublicAPI` has
//! been seen. Ask the vendor, and put it into [`Registration::api_base`].
//!
//! # Scopes
//!
//! The four data elements, all of them read only. What is asked for should be what was
//! registered: [`Registration::check_scopes`] compares the two, and you decide whether a
//! difference is an error or a warning. A token has the rights of the user who signed in.
//!
//! # Settings
//!
//! Instead of a [`Registration`], `MoovilaClient::from_env()` reads `MOOVILA_CLIENT_ID`,
//! `MOOVILA_CLIENT_SECRET` or `MOOVILA_CLIENT_SECRET_FILE`, `MOOVILA_AUTHORIZATION_URL`,
//! `MOOVILA_TOKEN_URL` and `MOOVILA_API_BASE`. [`MoovilaClient`] lists all variables, and
//! the callback URL to register for a program on a desktop.
//!
//! # Example
//!
//! ```no_run
//! use oauth_moovila::{MoovilaScope, Registration};
//!
//! # async fn example(file: &str, callback: &str) -> Result<(), Box<dyn std::error::Error>> {
//! let registration: Registration = serde_json::from_str(file)?;
//! let scopes = [MoovilaScope::ProjectTaskRead, MoovilaScope::UsersRead];
//! if let Err(mismatch) = registration.check_scopes(&scopes) {
//!     eprintln!("warning: {mismatch}");
//! }
//! let moovila = registration.client()?;
//! let login = moovila.authorize("https://app.example/callback", scopes).begin()?;
//! println!("open {}", login.url());
//! let session = login.finish(callback).await?;
//! let answer: serde_json::Value = session.get("path/of/your/call").json().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # What is unusual
//!
//! Nothing that is known. Moovila documents the authorization code grant and the refresh
//! grant, and leaves the rest unsaid; this crate does what RFC 6749 says. Whatever turns out
//! to be different can be set on [`Registration::builder`]: `client_auth`, `bearer`, `pkce`.
//! The resources of the API are documented for customers only, so this crate has no types
//! for them.

mod provider;
mod registration;
mod scopes;

pub use oauth_runtime;
pub use provider::{Moovila, MoovilaClient, MoovilaScope, MoovilaVars};
pub use registration::{Registration, UnregisteredCallback};
pub use scopes::ScopeMismatch;
