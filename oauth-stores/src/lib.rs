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
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod keyset;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod migration;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(feature = "redis")]
mod redis;
#[cfg(feature = "seal")]
pub mod seal;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(any(feature = "keyring", feature = "seal", feature = "sqlite"))]
mod worker;

#[cfg(feature = "file")]
pub use self::file::{FILE_FAILPOINTS, FileStore};

#[cfg(feature = "keyring")]
pub use self::keyring::KeyringStore;
pub use self::open::{open, open_migrated};
#[cfg(feature = "redis")]
pub use self::redis::{Durability, RedisStore};

#[cfg(feature = "postgres")]
pub use self::postgres::PostgresStore;
#[cfg(feature = "sqlite")]
pub use self::sqlite::SqliteStore;
