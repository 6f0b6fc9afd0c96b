//! The file store: what it does beyond the contract, and what it bears.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

#[cfg(unix)]
mod access;
#[cfg(unix)]
mod child;
mod contract;
mod damage;
#[cfg(unix)]
mod lease;
mod list;
#[cfg(unix)]
mod processes;
mod record;
mod scratch;
#[cfg(all(unix, feature = "failpoints"))]
mod write;
