//! `oauth login`

use clap::Args;

use crate::{Failure, Global};

/// Sign in.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
