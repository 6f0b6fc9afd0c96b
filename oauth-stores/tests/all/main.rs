//! Every store is held to the contract.

#[cfg(feature = "redis")]
mod redis;

mod broken;
mod memory;
#[cfg(feature = "keyring")]
mod keyring;
mod open;
#[cfg(feature = "postgres")]
mod postgres;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
mod sql;
#[cfg(feature = "sqlite")]
mod sqlite;
mod file;
mod seal;
