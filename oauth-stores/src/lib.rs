//! Durable stores for the tokens of `oauth-runtime`.
//!
//! Each store is a feature; the default is the encrypted file. [`open`] picks one by its URL.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "file")]
mod file;
#[cfg(feature = "keyring")]
mod keyring;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "file")]
pub mod seal;
#[cfg(feature = "sqlite")]
mod sqlite;
