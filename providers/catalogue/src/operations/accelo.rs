//! Accelo, professional services automation (formerly AffinityLive).
//!
//! Has a crate of its own, with its first API calls; the whole of it is `oauth_accelo`.
//! Source: row `accelo` of the facts table, 2026-11.

pub use oauth_accelo::{Accelo, AcceloClient, AcceloExtras, AcceloScope, AcceloVars};
