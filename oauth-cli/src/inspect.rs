//! `oauth inspect`

use clap::Args;

use crate::{Failure, Global};

/// Show what is known about a token.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
