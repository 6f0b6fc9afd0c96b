//! The providers of the catalogue, each with made-up values to show it with.

use std::sync::OnceLock;

use oauth_mock::sample_value;
use oauth_providers::Entry;
use oauth_runtime::spec::VarKind;

use super::{ALL, Shown};

/// The catalogue, without those that have a crate of their own.
pub(super) fn catalogue() -> &'static [Shown] {
    static CATALOGUE: OnceLock<Vec<Shown>> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        oauth_providers::providers()
            .filter(|entry| ALL.iter().all(|own| own.spec.id != entry.spec.id))
            .map(shown)
            .collect()
    })
}

/// The samples are made once and live as long as the program does.
fn shown(entry: &'static Entry) -> Shown {
    let spec = entry.spec;
    let vars: Vec<(&str, &str)> = spec
        .vars
        .iter()
        .filter(|var| !var.optional && var.default.is_none())
        .map(|var| {
            let sample: &'static str = match var.kind {
                VarKind::Secret => "sample-secret",
                kind => sample_value(&kind, var.name).leak(),
            };
            (var.wire, sample)
        })
        .collect();
    let scope = spec.scopes.names.first().map_or("", |scope| scope.value);
    Shown {
        spec,
        crate_name: "oauth-providers",
        family: Some(entry.family),
        vars: vars.leak(),
        scope: if scope.contains("{}") { "" } else { scope },
        api_path: "me",
        api_query: &[],
    }
}
