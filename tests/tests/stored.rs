//! Stored sessions within one process: what the store holds, what callers get,
//! and what the provider sees, whatever fails meanwhile.
//!
//! "Two processes" are two clients of separate builders here: they share
//! nothing but the store. The rows named `F-..` are those of the fault table
//! that the tests were planned by.

mod cancelled;
mod changes;
mod clocks;
mod crowd;
pub mod double;
mod fencing;
mod listing;
mod lost;
mod mixing;
mod outage;
mod panics;
mod pauses;
mod races;
mod refusals;
mod round_trip;
mod same_token;
mod scopes;
mod upkeep;
pub mod world;
