//! The mock against the runtime's own client, and against requests that break its rules.

mod answers;
mod client;
mod dialects;
mod faults;
mod raw;
mod rules;
mod specs;
mod tokens;
