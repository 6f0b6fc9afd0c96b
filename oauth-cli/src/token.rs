//! `oauth token`

use clap::Args;

use crate::{Failure, Global};

/// Print a valid access token.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
