//! The tests of the catalogue, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a broken test must stop at once"
)]

mod chains;
mod generate;
mod index;
mod plans;
mod proof;
mod translator;
