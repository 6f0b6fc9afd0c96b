//! Model checks: the single flight under a checker of thread schedules, and
//! stored sessions against a strict server and a reference model.
//!
//! Each check is also run against something broken, so that a check which
//! could not fail would be noticed.

mod act;
mod broken_slot;
mod flight;
mod invariants;
mod mutation;
mod process;
mod record;
mod server;
mod sessions;
#[path = "../../oauth-runtime/src/session/slot.rs"]
mod slot;
mod store;
mod world;
