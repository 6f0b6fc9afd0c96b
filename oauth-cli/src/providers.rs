//! `oauth providers`

use oauth_runtime::spec::CallKind;

use clap::Args;

use crate::{Failure, Global};
use crate::out::say;
use crate::paint::{aside, heading};
use crate::quirks::quirks;
use crate::shown::ALL;

/// The providers, and what each offers.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_global: &Global, _arguments: &Arguments) -> Result<(), Failure> {
    for shown in ALL {
        let spec = shown.spec;
        say!("{}  {}", heading(spec.name), aside(shown.crate_name));
        let calls: Vec<_> = CallKind::ALL
            .iter()
            .filter(|kind| spec.call(**kind).is_some())
            .map(|kind| kind.key())
            .collect();
        say!("  calls   {}", calls.join(", "));
        let vars: Vec<_> = spec
            .vars
            .iter()
            .map(|var| format!("{}: {}", var.wire, var.kind.describe()))
            .collect();
        if !vars.is_empty() {
            say!("  values  {}", vars.join(", "));
        }
        say!("  quirks  {}", quirks(spec).len());
        if let Some(docs) = spec.docs {
            say!(
                "  source  {docs}, checked {}",
                spec.checked.unwrap_or("never")
            );
        }
    }
    say!(
        "\n{}",
        aside("`oauth tour NAME` runs one, `oauth explain NAME` shows its calls")
    );
    Ok(())
}
