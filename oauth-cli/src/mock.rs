//! `oauth mock`

use clap::Args;

use crate::{Failure, Global};

/// Run a strict server to develop against.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
