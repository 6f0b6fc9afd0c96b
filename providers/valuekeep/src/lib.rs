//! Tokens and first API calls for Valuekeep CMMS, now Cegid Valuekeep.
//!
//! # What to register
//!
//! An application for the client credentials grant at Primavera Identity, the vendor's
//! identity service. It yields client id and client secret, and must be given access to
//! the subscription. Nobody signs in: the application acts for itself.
//!
//! # Tenant
//!
//! [`ValuekeepVars::tenant`] and [`ValuekeepVars::organization`] are the two segments
//! behind `/api/` in every address of the API. `host` and `identity` have defaults; the
//! earlier address of the token endpoint is [`ValuekeepIdentity::Earlier`].
//!
//! # Tokens
//!
//! A token lives four hours. The session obtains the next one shortly before the end, or
//! when the API answers 401, once for all tasks that want it. A refresh token is not
//! expected with this grant; if one comes it is used first, and when it is refused a token
//! is obtained anew. The scope `application` is sent when none is given;
//! `without_default_scopes()` sends none.
//!
//! # Settings
//!
//! `ValuekeepClient::from_env()` reads `VALUEKEEP_CLIENT_ID`, `VALUEKEEP_CLIENT_SECRET`
//! or `VALUEKEEP_CLIENT_SECRET_FILE`, `VALUEKEEP_TENANT` and `VALUEKEEP_ORGANIZATION`.
//! [`ValuekeepClient`] lists all variables.
//!
//! # Example
//!
//! ```no_run
//! use oauth_valuekeep::{Query, ValuekeepApi, ValuekeepClient, ValuekeepVars};
//!
//! # async fn example(secret: String) -> Result<(), Box<dyn std::error::Error>> {
//! let vars = ValuekeepVars::new("my-tenant".parse()?, "my-organization".parse()?);
//! let valuekeep = ValuekeepClient::builder(vars, "my-client-id")
//!     .client_secret(secret)
//!     .build()?;
//! let session = valuekeep.client_credentials([]).await?;
//! let query = Query::select("Id")
//!     .and("Description")
//!     .filter("WorkOrderType eq 'CR'")
//!     .order_by("Date desc");
//! for order in session.work_orders(query).pages().all().await? {
//!     println!("{:?} {:?}", order.id, order.description);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is unusual
//!
//! - Every list needs `$select`, so a [`Query`] cannot be made without a field.
//! - A request answers at most 100 records, whatever `$top` says. For large lists the vendor
//!   advises to filter by `ModifiedOn`.
//! - Client id and secret travel by HTTP Basic; `client_auth` on the builder takes
//!   [`ClientAuth::Body`](oauth_runtime::spec::ClientAuth::Body) as well.
//! - What the vendor publishes about tokens is thin. Token address, scope and lifetime are
//!   those of a sister product that uses the same identity service.

mod api;
mod pager;
mod provider;
mod query;
mod request;
mod resources;

pub use api::ValuekeepApi;
pub use oauth_runtime;
pub use pager::Pager;
pub use provider::{Valuekeep, ValuekeepClient, ValuekeepIdentity, ValuekeepScope, ValuekeepVars};
pub use query::{Query, literal};
pub use request::{List, One};
pub use resources::{Assignment, WorkOrder, Workshop};
