//! The integration as browsers meet it, against the strict server made from the declarations.

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

#[path = "../../examples/two_providers/app.rs"]
mod two_providers;

mod back_channel;
mod callback;
mod connected;
mod context;
mod example;
mod forged;
mod logs;
mod memory;
mod modes;
mod return_to;
mod settings;
mod sign_in;
mod support;
#[cfg(feature = "tower-sessions")]
mod tower;
mod users;
