//! The catalogue against the facts: what each declaration sends, and what an
//! independent reading of its row in `facts/providers.jsonl` says it has to send.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test ends where an assumption of its own fails"
)]

mod proof;
mod translator;
