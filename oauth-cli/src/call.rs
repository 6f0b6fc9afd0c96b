//! `oauth call`

use clap::Args;

use crate::{Failure, Global};

/// Call the API.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    Err("not written yet".into())
}
