//! Values for a declaration's variables, taken from the values of its row.
//!
//! A variable is found by its name, whatever the spelling (`tenantId`, `tenant_id`); a
//! choice by its values, since one choice can stand for several of the row's variables.

use oauth_runtime::spec::{Choice, ProviderSpec, VarKind};

use crate::translator::values::Values;

/// Name and value of each variable that a client is given.
pub(crate) type Vars = Vec<(&'static str, String)>;

/// The values of a provider's variables. What the declaration insists on is taken from
/// `all` where `values` lack it, and set in `values`, so that both sides have it.
pub(crate) fn vars(spec: &'static ProviderSpec, values: &mut Values, all: &Values) -> Vars {
    let mut out = Vars::new();
    for var in spec.vars {
        let VarKind::OneOf(choices) = var.kind else {
            let found = named(values, var.name).or_else(|| named(values, var.wire));
            let required = !var.optional && var.default.is_none();
            let found = match found {
                None if required => named(all, var.name)
                    .or_else(|| named(all, var.wire))
                    .or_else(|| only_left(spec, all))
                    .inspect(|(name, value)| values.set(name, value)),
                found => found,
            };
            if let Some((_, value)) = found {
                out.push((var.name, fitted(&var.kind, &value)));
            }
            continue;
        };
        let given = |values: &Values| {
            choices
                .iter()
                .find(|choice| chosen(choice, values))
                .map(|choice| choice.name.to_owned())
        };
        let required = !var.optional && var.default.is_none();
        let found = given(values).or_else(|| given(all).filter(|_| required));
        if let Some(name) = found.or_else(|| named(values, var.name).map(|found| found.1)) {
            out.push((var.name, name));
        }
    }
    out
}

/// The value of the row's variable or credential of this name, and its own name.
fn named(values: &Values, name: &str) -> Option<(String, String)> {
    ["var.", "cred.", "once."].into_iter().find_map(|prefix| {
        values
            .under(prefix)
            .find(|(own, _)| letters(own) == letters(name))
            .map(|(own, value)| (format!("{prefix}{own}"), value.to_owned()))
    })
}

/// The row's only variable, where the declaration has only one too and calls it something else.
fn only_left(spec: &ProviderSpec, values: &Values) -> Option<(String, String)> {
    let own: Vec<_> = values.under("var.").collect();
    match (own.as_slice(), spec.vars) {
        ([(name, value)], [_]) => Some((format!("var.{name}"), (*value).to_owned())),
        _ => None,
    }
}

/// Whether all values of a choice are values of the row.
fn chosen(choice: &Choice, values: &Values) -> bool {
    let known = |text: &str| values.under("var.").any(|(_, value)| value == text);
    choice.values.iter().all(|(_, text)| known(text))
}

/// A value in the form that a kind asks for.
fn fitted(kind: &VarKind, value: &str) -> String {
    match kind {
        VarKind::DnsLabel => value.split('.').next().unwrap_or_default().to_owned(),
        VarKind::Origin(_) | VarKind::Url(_) if !value.contains("://") => {
            format!("https://{value}")
        }
        VarKind::Host(_) => value.trim_start_matches("https://").to_owned(),
        _ => value.to_owned(),
    }
}

fn letters(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.to_ascii_lowercase()
}
