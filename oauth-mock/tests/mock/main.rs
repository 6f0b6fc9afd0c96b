//! The mock against the runtime's own client, and against requests that break its rules.

mod answers;
mod chains;
mod client;
mod clock;
mod control;
mod dialects;
mod dynamic;
mod faults;
mod load;
mod odd;
mod raw;
mod redirect;
mod rules;
mod scopes;
mod signed;
mod specs;
mod standards;
mod steps;
mod stumbles;
mod tokens;
mod unnamed;
