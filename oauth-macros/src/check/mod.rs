//! The rules. `check` is the only way from a `Block` to a `Provider`.

mod answers;
mod assertion;
mod auth;
mod calls;
mod expression;
mod grants;
mod headers;
mod identity;
mod inherit;
mod kinds;
mod names;
mod params;
mod redirect;
mod rules;
mod scene;
mod scopes;
mod second;
mod slot;
mod standards;
mod steps;
mod templates;
mod urls;
mod vars;
mod xml;

pub(crate) use rules::check;
