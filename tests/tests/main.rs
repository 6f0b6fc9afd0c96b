//! The integration tests of the workspace, as one binary.

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

mod answers;
mod api;
mod blocking;
#[cfg(unix)]
mod browser;
mod callback;
#[cfg(unix)]
mod canary;
mod catalogue;
mod conformance;
mod device;
mod discovery;
mod dpop;
mod e2e;
mod expand;
mod faults;
#[cfg(unix)]
mod fleet;
mod grants;
mod hygiene;
mod id_token;
mod interop;
mod matrix;
mod model;
#[cfg(unix)]
mod process;
mod reference;
mod refused;
mod session;
mod spans;
mod standards;
mod steps;
mod stored;
mod support;
#[path = "model/sync.rs"]
mod sync;
mod transport;
mod ui;
mod wire;
