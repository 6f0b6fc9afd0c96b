//! Requests with computed values, as they are on the wire: written out by hand,
//! with digests and signatures that another program made.
//!
//! The keys in `keys/` are those of RFC 7515 §A.2 and §A.3, in the forms in which
//! people have keys.

#![allow(
    dead_code,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "the tests use the tables of providers, and a failure is a panic"
)]

mod api_calls;
mod assertions;
mod explained;
mod hooks;
#[cfg(feature = "jose")]
mod openid;
mod plain;
mod token_calls;
mod wire;
