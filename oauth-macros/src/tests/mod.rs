//! Tests of the macro as a function on token streams.

mod catalogue;
mod expressions;
mod golden;
mod mutation;
mod property;
mod source;
mod standards;
mod suggestion;
