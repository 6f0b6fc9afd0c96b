//! Features, modules and the index.

use std::fmt::Write as _;

use oauth_providers::Level;

use super::block::Block;
use super::files::{Declaration, FAMILIES};

/// Keys with whose short form a provider is still two URLs.
const PLAIN: &[&str] = &[
    "name",
    "docs",
    "checked",
    "authorize",
    "token",
    "client_credentials",
    "revoke",
    "registration",
    "introspect",
    "device",
    "userinfo",
    "api",
];

/// Texts of a block that stand for functions, assertions and calls around the token request.
const COMPOSED: &[&str] = &[
    "{base64(",
    "{sha256_hex(",
    "{hmac_sha256",
    "{md5_hex(",
    "{rsa_sha256",
    "{uuid}",
    "{now",
    "assertion(",
    "before(",
    "then(",
    "steps(",
    "learn(",
    "second_token(",
];

/// Texts of a block for which the runtime, or this crate, needs more.
const NEEDS: &[(&str, &[&str])] = &[
    ("{hmac_", SIGNING),
    ("(hmac_", SIGNING),
    ("md5_hex(", SIGNING),
    ("{rsa_sha256", SIGNING),
    ("assertion(", SIGNING),
    ("format = xml", &["oauth-runtime/xml"]),
    ("hooks(saml", &["dep:aws-lc-rs", "dep:base64"]),
];
const SIGNING: &[&str] = &["oauth-runtime/signing"];

/// How far a block is from the RFCs.
pub(super) fn level(block: &Block) -> Level {
    if block.has("hooks(") {
        return Level::L3;
    }
    if COMPOSED.iter().any(|text| block.has(text)) {
        return Level::L2;
    }
    let plain = block.parts().iter().all(|part| match part.key {
        "scopes" => part
            .parts()
            .iter()
            .all(|scope| scope.key == "default" || scope.key.starts_with(char::is_uppercase)),
        key => PLAIN.contains(&key) && !part.rest.starts_with('('),
    });
    if plain { Level::L0 } else { Level::L1 }
}

fn crates<'a>(family: &str, found: &'a [Declaration]) -> Vec<&'a str> {
    let own = found.iter().filter(|found| found.family == family);
    own.filter_map(|found| found.crate_name.as_deref())
        .collect()
}

pub(super) fn features(found: &[Declaration]) -> String {
    let mut text = "## Every family.\nall = [\n".to_owned();
    for (family, _) in FAMILIES {
        let _ = writeln!(text, "    \"{family}\",");
    }
    text.push_str("]\n");
    for (family, title) in FAMILIES {
        let own = found.iter().filter(|found| found.family == *family);
        let needs = own.flat_map(|found| {
            let asked = NEEDS.iter().filter(|(text, _)| found.block.has(text));
            asked.flat_map(|(_, features)| *features)
        });
        let mut deps: Vec<String> = needs.map(|name| format!("\"{name}\"")).collect();
        deps.extend(
            crates(family, found)
                .iter()
                .map(|name| format!("\"dep:{name}\"")),
        );
        deps.sort_unstable();
        deps.dedup();
        let _ = writeln!(text, "## {title}.\n{family} = [{}]", deps.join(", "));
    }
    text
}

pub(super) fn modules(_: &[Declaration]) -> String {
    let mut text = String::new();
    for (family, _) in FAMILIES {
        let _ = writeln!(text, "#[cfg(feature = \"{family}\")]\npub mod {family};");
    }
    text
}

pub(super) fn index(_: &[Declaration]) -> String {
    let mut text = "static FAMILIES: &[&[Entry]] = &[\n".to_owned();
    for (family, _) in FAMILIES {
        let _ = writeln!(
            text,
            "    #[cfg(feature = \"{family}\")]\n    crate::{family}::ENTRIES,"
        );
    }
    text.push_str("];\n");
    text
}

/// The module of a family.
pub(super) fn family(family: &str, found: &[Declaration]) -> String {
    let own: Vec<&Declaration> = found
        .iter()
        .filter(|found| found.family == family)
        .collect();
    let title = FAMILIES.iter().find(|(name, _)| *name == family);
    let title = title.map_or("", |(_, title)| title);
    let mut text = format!(
        "//! {title}: {} providers.\n//!\n//! Made by the test `generate` from the files beside it.\n\n",
        own.len()
    );
    let mut modules: Vec<&str> = own.iter().map(|found| found.module.as_str()).collect();
    modules.sort_unstable();
    for module in &modules {
        if *module == family {
            text.push_str("#[allow(\n    clippy::module_inception,\n    reason = \"one provider is named as its family\"\n)]\n");
        }
        let _ = writeln!(text, "mod {module};");
    }
    text.push('\n');
    // rustfmt sorts modules by bytes, and what is used with the underscore first.
    modules.sort_unstable_by_key(|module| module.replace('_', " "));
    for module in &modules {
        let _ = writeln!(text, "pub use {module}::*;");
    }
    text.push_str("\nuse crate::{Entry, Level};\nuse oauth_runtime::Provider as _;\n\n");
    text.push_str("#[rustfmt::skip]\npub(crate) static ENTRIES: &[Entry] = &[\n");
    for found in own {
        let alias = match &found.alias_of {
            Some(row) => format!("Some(\"{row}\")"),
            None => "None".to_owned(),
        };
        let (row, module, name) = (&found.row, &found.module, &found.type_name);
        let level = level(&found.block);
        let _ = writeln!(
            text,
            "    Entry {{ id: \"{row}\", family: \"{family}\", module: \"{module}\", type_name: \"{name}\", spec: {name}::SPEC, level: Level::{level:?}, alias_of: {alias} }},"
        );
    }
    text.push_str("];\n");
    text
}
