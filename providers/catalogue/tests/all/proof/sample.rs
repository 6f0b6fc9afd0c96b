//! Values for a declaration's variables, taken from the values of its row.
//!
//! A variable is found by its name, whatever the spelling (`tenantId`, `tenant_id`); a
//! choice by its values, since one choice can stand for several of the row's variables. A
//! credential of the row that no variable stands for is one of the client's own, under
//! the vendor's name: its value becomes the client's id or secret, or the user's.

use std::collections::BTreeSet;

use oauth_runtime::spec::{Choice, ProviderSpec, VarKind, VarSpec};

use crate::translator::values::Values;

/// Name and value of each variable that a client is given.
pub(crate) type Vars = Vec<(&'static str, String)>;

/// The values of a provider's variables. What the declaration insists on is taken from
/// `all` where `values` lack it, and set in `values`, so that both sides have it.
pub(crate) fn vars(spec: &'static ProviderSpec, values: &mut Values, all: &Values) -> Vars {
    let mut out = Vars::new();
    let mut used = BTreeSet::new();
    for var in spec.vars {
        if let VarKind::OneOf(choices) = var.kind {
            let given = |values: &Values| choices.iter().find(|choice| chosen(choice, values));
            let choice = given(values).or_else(|| given(all).filter(|_| is_required(var)));
            if let Some(choice) = choice {
                out.push((var.name, choice.name.to_owned()));
                for (name, value) in all.under("var.") {
                    if choice.values.iter().any(|(_, text)| *text == value) {
                        used.insert(format!("var.{name}"));
                        values.set(&format!("var.{name}"), value);
                    }
                }
                continue;
            }
        }
        let Some(name) = named(all, var) else {
            continue;
        };
        used.insert(name.clone());
        take(var, &name, values, all, &mut out);
    }
    // One that is called something else, where only one can be meant.
    let given: BTreeSet<&str> = out.iter().map(|(name, _)| *name).collect();
    let open: Vec<&VarSpec> = spec
        .vars
        .iter()
        .filter(|var| is_required(var) && !given.contains(var.name))
        .collect();
    let left: Vec<String> = all
        .under("var.")
        .map(|(name, _)| format!("var.{name}"))
        .filter(|name| !used.contains(name))
        .collect();
    if let ([var], [name]) = (open.as_slice(), left.as_slice()) {
        take(var, name, values, all, &mut out);
    }
    for (name, _) in all.under("cred.") {
        let given = ["cred", "once"].map(|prefix| used.contains(&format!("{prefix}.{name}")));
        let fixed = values.get(&format!("fixed.{name}")).is_some();
        if given == [false; 2] && !fixed && !is_scope(name) {
            let value = values.need(own(name)).to_owned();
            values.set(&format!("cred.{name}"), &value);
        }
    }
    out
}

fn is_required(var: &VarSpec) -> bool {
    !var.optional && var.default.is_none()
}

fn take(var: &VarSpec, name: &str, values: &mut Values, all: &Values, out: &mut Vars) {
    if values.get(name).is_none() && is_required(var) {
        values.set(name, all.need(name));
    }
    if let Some(value) = values.get(name) {
        out.push((var.name, fitted(&var.kind, value)));
    }
}

/// Whether an input of a row is the scopes that are asked for.
fn is_scope(name: &str) -> bool {
    ["scope", "scopes", "oauthscopes"].contains(&letters(name).as_str())
}

/// The scopes that a row has among its inputs, where the declaration has no variable for
/// them, so that the caller asks for them.
pub(crate) fn scopes<'a>(spec: &ProviderSpec, values: &'a Values) -> Option<&'a str> {
    let declared = |var: &VarSpec| is_scope(var.name) || is_scope(var.wire);
    if spec.vars.iter().any(declared) {
        return None;
    }
    let mut inputs = values.under("var.").chain(values.under("cred."));
    inputs
        .find(|(name, _)| is_scope(name))
        .map(|(_, value)| value)
}

/// What a credential is in OAuth's words.
fn own(name: &str) -> &'static str {
    let name = name.to_ascii_lowercase();
    let has = |word: &str| name.contains(word);
    match () {
        () if has("secret") => "client_secret",
        () if has("pass") => "password",
        () if has("user") || has("email") || has("login") => "username",
        () => "client_id",
    }
}

/// The full name of the row's variable or credential of this name.
fn named(values: &Values, var: &VarSpec) -> Option<String> {
    let found = [var.name, var.wire].into_iter().find_map(|name| {
        ["var.", "cred.", "once."].into_iter().find_map(|prefix| {
            let mut under = values.under(prefix);
            let (own, _) = under.find(|(own, _)| letters(own) == letters(name))?;
            Some(format!("{prefix}{own}"))
        })
    });
    let key = letters(var.name).contains("privatekey");
    found.or_else(|| key.then(|| "client_private_key".to_owned()))
}

/// Whether all values of a choice are values of the row.
fn chosen(choice: &Choice, values: &Values) -> bool {
    let known = |text: &str| values.under("var.").any(|(_, value)| value == text);
    choice.values.iter().all(|(_, text)| known(text))
}

/// A value in the form that a kind asks for.
fn fitted(kind: &VarKind, value: &str) -> String {
    match kind {
        VarKind::Origin(_) | VarKind::Url(_) if !value.contains("://") => {
            format!("https://{value}")
        }
        VarKind::DnsLabel | VarKind::Host(_) => value.trim_start_matches("https://").to_owned(),
        _ => value.to_owned(),
    }
}

fn letters(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    letters.to_ascii_lowercase()
}
