//! Sign-in and first API calls for [Actionstep](https://www.actionstep.com/).
//!
//! # What to register
//!
//! Actionstep issues client id and secret on request, separately for staging and
//! production. Name the redirect URI when you ask; it must later be the same byte for byte.
//!
//! # Environment
//!
//! [`ActionstepVars::default`] is production. `environment` chooses staging, and
//! `authorize_host` the sign-in page on `go.` (the newer one, and the default) or on `api.`.
//!
//! The API has no fixed address: each token answer brings that of the organisation's region.
//! The session uses it, goes on using it after a refresh that omits it, and refuses an
//! address that is not below `actionstep.com` or `actionstepstaging.com`.
//!
//! # Scopes
//!
//! At least one is needed. A scope is the name of a resource, and also decides which fields
//! answers contain; the user's own rights still apply. `ActionstepScope::Other` takes the
//! names that have no variant.
//!
//! # Tokens
//!
//! Access tokens lived 30 minutes once and 8 hours lately; the answer decides. Each refresh
//! brings a new refresh token, which ends 21 days after it was issued:
//! [`RefreshTokenAge`] tells how much of that is left. A session that is not used for so
//! long needs a new sign-in.
//!
//! # Settings
//!
//! `ActionstepClient::from_env()` reads `ACTIONSTEP_CLIENT_ID` and
//! `ACTIONSTEP_CLIENT_SECRET` or `ACTIONSTEP_CLIENT_SECRET_FILE`. [`ActionstepClient`]
//! lists all variables, and the redirect URI to name for a program on a desktop.
//!
//! # Example
//!
//! ```no_run
//! use oauth_actionstep::{ActionstepApi, ActionstepClient, ActionstepScope, ActionstepVars};
//!
//! # async fn example(secret: String, callback: &str) -> Result<(), oauth_actionstep::oauth_runtime::Error> {
//! let actionstep = ActionstepClient::builder(ActionstepVars::default(), "my-client-id")
//!     .client_secret(secret)
//!     .build()?;
//! let login = actionstep
//!     .authorize("https://app.example/callback", [ActionstepScope::Actions])
//!     .begin()?;
//! println!("open {}", login.url());
//! let session = login.finish(callback).await?;
//! for action in session.actions().query("status_eq", "Active").sort("-id").await? {
//!     println!("{} {:?}", action.id, action.name);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is unusual
//!
//! - A list is an object with one key, the resource's name. A list of one is that one, not
//!   an array; an empty list is status 204 without a body. [`Collection`] reads all three.
//! - Truth values are `"T"` and `"F"`: [`flag`].
//! - Addresses under `links` can be malformed and are never followed. Pages are asked for
//!   by number.
//! - A 401 is followed by one refresh and one repeat; 429 comes without numbers, and the
//!   only advice is to wait.

mod age;
mod api;
mod collection;
pub mod flag;
mod pager;
mod provider;
mod request;
mod resources;

pub use age::RefreshTokenAge;
pub use api::ActionstepApi;
pub use collection::{Collection, Paging, Resource};
pub use oauth_runtime;
pub use pager::Pager;
pub use provider::{
    Actionstep, ActionstepAuthorizeHost, ActionstepClient, ActionstepEnvironment, ActionstepExtras,
    ActionstepScope, ActionstepVars,
};
pub use request::{List, One};
pub use resources::{Action, ActionType, Participant, TimeEntry, User};
