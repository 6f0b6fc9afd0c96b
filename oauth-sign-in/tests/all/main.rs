//! Sign-ins of a person, against the strict mock server and raw clients. Names
//! with `f_` are the faults of the fault list.

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

mod browser;
mod device;
mod end_to_end;
mod headers;
mod leaks;
mod limits;
mod modes;
mod ports;
mod providers;
mod race;
mod secrets;
mod step_up;
mod stray;
mod support;
#[cfg(all(target_os = "linux", feature = "terminal"))]
mod terminal;
