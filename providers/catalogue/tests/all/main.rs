//! The tests of the catalogue, in one binary.

mod generate;
mod index;
