//! `oauth completions` and the man page.

use clap::Args;

use crate::Failure;

/// Print a completion script for a shell.
#[derive(Args)]
pub(crate) struct Arguments {}

/// Print the man page.
#[derive(Args)]
pub(crate) struct Man {}

pub(crate) fn run(_arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}

pub(crate) fn man(_arguments: &Man) -> Result<(), Failure> {
    Err("not written yet".into())
}
