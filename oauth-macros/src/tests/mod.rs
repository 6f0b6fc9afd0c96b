//! Tests of the macro as a function on token streams.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails must say so"
)]

mod catalogue;
mod golden;
mod mutation;
mod property;
mod source;
mod suggestion;
