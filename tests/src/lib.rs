//! Tests and benchmarks of the workspace: see `tests/` and `benches/`.
//!
//! The documents whose examples must compile are the modules of this crate.

#[doc = include_str!("../../README.md")]
pub mod readme {}

#[doc = include_str!("../../docs/declaring.md")]
pub mod declaring {}

#[doc = include_str!("../../docs/storing.md")]
pub mod storing {}
