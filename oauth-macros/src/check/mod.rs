//! The rules. `check` is the only way from a `Block` to a `Provider`.

mod answers;
mod auth;
mod calls;
mod grants;
mod headers;
mod identity;
mod inherit;
mod kinds;
mod names;
mod params;
mod redirect;
mod rules;
mod scopes;
mod second;
mod templates;
mod urls;
mod vars;
mod xml;

pub(crate) use rules::check;
