//! `oauth logout`

use clap::Args;

use crate::{Failure, Global};

/// Sign out.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
