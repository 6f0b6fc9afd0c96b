//! Keys of the client and JWTs (RFC 7515, RFC 7517, RFC 7519).
//!
//! A [`ClientKey`] signs client assertions and authorization requests. It is made of
//! a PEM text or a JWK, or of a [`Signer`] that keeps the private key elsewhere.

#[cfg(feature = "jose")]
mod content;
#[cfg(feature = "jose")]
mod decrypt;
mod der;
mod jwk;
pub(crate) mod jws;
mod key;
#[cfg(feature = "jose")]
mod key_set;
#[cfg(feature = "signing")]
mod local;
#[cfg(feature = "jose")]
mod provider_keys;
mod sign;
mod text;
pub(crate) mod verify;

#[cfg(feature = "jose")]
pub(crate) use jwk::thumbprint;
#[cfg(feature = "signing")]
pub(crate) use local::LocalKey;
#[cfg(feature = "jose")]
pub(crate) use provider_keys::ProviderKeys;
pub(crate) use sign::sign_jwt;

#[cfg(feature = "jose")]
pub use decrypt::DecryptionKey;
pub use der::ecdsa_from_der;
pub use key::{ClientKey, SignError, Signer};

#[cfg(test)]
#[cfg(feature = "jose")]
mod decrypt_tests;
#[cfg(test)]
#[cfg(feature = "jose")]
mod tests;
