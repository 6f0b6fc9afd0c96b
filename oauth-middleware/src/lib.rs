//! A session's authentication in the HTTP client that a program already has.
//!
//! [`oauth_runtime`] sends API calls itself. Where another client must send them (a
//! generated API client, a stack of tower layers, a streaming upload), this crate
//! puts the session's token into its requests, in the place that the provider's
//! declaration names, and renews it when the API refuses one:
//!
//! - `OAuthLayer` (feature `tower`, the default): a layer over any
//!   `Service<http::Request<B>>`;
//! - `OAuthMiddleware` (feature `reqwest-middleware`): the same for
//!   `reqwest-middleware` 0.5.
//!
//! # What both hold to
//!
//! - The token goes to the API's own origin and to the hosts of `api(trust(...))`.
//!   A request to any other host passes without it; after `refuse_other_hosts()` it
//!   is an error.
//! - A status of `api(renew_on(...))` is followed by one renewal, shared by all tasks
//!   and processes of the session, and by one repeat. A body that cannot be sent
//!   again is not: the answer is the caller's then, marked with [`NotRepeated`].
//! - Where tokens are bound to a key (RFC 9449), each request gets a proof of its own, for
//!   its method and address. An API that wants a nonce in it is answered by one repeat,
//!   without renewal. The same request is repeated once, whichever of the two is asked for.
//! - Of an answer only status and headers are looked at, so that bodies stream. Tests
//!   of a body (`renew_if`, `lockout`) are for those who read it: they call
//!   [`DynSession::renew_after`](oauth_runtime::DynSession::renew_after). Where a
//!   `lockout` is declared, tokens that the API refused right after their renewal are
//!   not renewed again, because each further try could make the lockout longer.
//! - Header values with the token are marked sensitive. A token that the provider
//!   wants in the query is part of the address: it stands in reqwest's
//!   `Response::url`, and in what a client below a tower layer says of its requests.
//!
//! # Redirects
//!
//! A client below these layers that follows redirects by itself decides what goes
//! along, and a proof is good for one address alone: under DPoP, let it follow none. Most drop `Authorization` and `Cookie` on the way to another host, but not a
//! vendor's own header such as `X-Access-Token`. Let it follow none, or, with reqwest,
//! build it with `same_origin_redirects()`.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "tower", feature = "reqwest-middleware"))]
mod gate;
#[cfg(feature = "reqwest-middleware")]
mod reqwest;
#[cfg(feature = "tower")]
mod tower;

#[cfg(feature = "reqwest-middleware")]
pub use self::reqwest::{OAuthMiddleware, oauth_error, same_origin_redirects};
#[cfg(feature = "tower")]
pub use self::tower::{
    Cloned, MiddlewareError, Never, OAuthLayer, OAuthService, RepeatBody, RepeatBy,
};

/// Stands in the extensions of an answer to which a renewal and a repeat belong, when
/// the request's body could not be sent again. The token was renewed: the caller can
/// make the request anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRepeated;
