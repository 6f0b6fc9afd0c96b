//! The layers against the strict mock server, and against clients that record
//! what they are given.

#![allow(
    unreachable_pub,
    reason = "declared providers are `pub`, as in a library, and this is a binary"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod bound;
mod place;
mod redirects;
mod renewal;
mod reqwest_client;
mod trust;
mod world;
