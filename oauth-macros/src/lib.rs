//! The attribute macro `oauth_provider` of `oauth-runtime`.
//!
//! The way of a declaration: `parse` (tokens to a block, by the key table) →
//! `model` (what it says) → `check` (what is wrong with it) → `expand` (data).

mod case;
mod check;
mod diag;
mod entry;
mod errors;
mod expand;
#[allow(
    dead_code,
    reason = "the reference page shows more of the table than the macro reads"
)]
mod keys;
mod model;
mod parse;
mod suggest;

#[cfg(test)]
mod tests;

/// Declares an OAuth 2.0 provider on a unit struct.
///
/// What the RFCs prescribe is the default, so a well-behaved provider is two URLs:
///
/// ```text
/// #[oauth_provider(
///     authorize = "https://acme.example/oauth/authorize",
///     token = "https://acme.example/oauth/token",
///     scopes(Read = "contacts.read", Write = "contacts.write"),
/// )]
/// pub struct Acme;
/// ```
///
/// The attribute writes, beside the struct: `AcmeScope`, `AcmeVars` where
/// tenant variables are declared, `AcmeExtras` where values are kept, and
/// `AcmeClient`. Derives of the user's own stand below the attribute.
///
/// A provider is a table of calls. Every call takes the same keys; `refresh`,
/// `client_credentials`, `password` and `device_token` start from `token` and
/// state only what differs.
///
#[doc = include_str!("reference.md")]
#[proc_macro_attribute]
pub fn oauth_provider(
    args: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    entry::expand(args.into(), item.into()).into()
}
