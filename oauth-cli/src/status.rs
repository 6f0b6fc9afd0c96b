//! `oauth status`

use clap::Args;

use crate::{Failure, Global};

/// Show who is signed in, and where tokens are kept.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
