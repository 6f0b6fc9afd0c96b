//! Variants of the shipped declarations, one module for each provider.

#![expect(
    dead_code,
    reason = "a variant is used for its data, not for its client"
)]

pub(super) mod accelo;
pub(super) mod actionstep;
pub(super) mod ioffice;
