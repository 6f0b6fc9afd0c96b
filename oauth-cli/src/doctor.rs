//! `oauth doctor`

use clap::Args;

use crate::{Failure, Global};

/// Look for what keeps a provider from working.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
