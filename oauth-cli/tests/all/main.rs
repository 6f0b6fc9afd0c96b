//! All tests of the command.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed"
)]

mod accounts;
mod call;
mod canary;
mod completions;
mod doctor;
mod explain_error;
mod interrupt;
mod life;
mod login;
mod mock;
mod new;
mod providers;
mod scripted;
mod sign_in;
mod support;
mod transcript;

#[path = "../../../tests/tests/canary/finder.rs"]
mod finder;

#[path = "../../src/demo.rs"]
mod demo;
