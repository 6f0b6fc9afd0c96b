//! Many processes over one store: what the provider sees, and what each process
//! gets, when some of them are killed, stopped or short of disk space.
//!
//! The rows named `F-..` and `N..` are those of the fault table that the tests
//! were planned by.

mod clocks;
mod ended;
mod expiries;
mod full_disk;
mod killed;
mod locked;
pub mod session;
mod soak;
mod stopped;
mod together;
mod world;
