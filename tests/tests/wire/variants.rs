//! Variants of the shipped declarations, one module for each provider.

pub(super) mod accelo;
pub(super) mod actionstep;
pub(super) mod ioffice;
