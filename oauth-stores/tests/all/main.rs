//! Every store is held to the contract.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[cfg(feature = "redis")]
mod redis;

mod broken;
mod file;
#[cfg(feature = "keyring")]
mod keyring;
mod memory;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
mod seal;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;
