//! Keys of the client and JWTs (RFC 7515, RFC 7517, RFC 7519).
//!
//! A [`ClientKey`] signs client assertions and authorization requests. It is made of
//! a PEM text or a JWK, or of a [`Signer`] that keeps the private key elsewhere.

mod key;

pub use key::{ClientKey, SignError, Signer};
