//! `COVERAGE.md`: how much of the language the declarations need.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oauth_providers::Level;

use super::block::{Block, Part};
use super::files::{Declaration, FAMILIES};
use super::lists::level;

#[allow(
    dead_code,
    unused_imports,
    reason = "the macro reads more of the table than the page shows"
)]
#[path = "../../../../../oauth-macros/src/keys/mod.rs"]
mod keys;

use keys::{Form, KEYS, Level as List};

const HEAD: &str = "\
# Coverage

<!-- Made from the declarations by the test `generate`. Do not edit. -->

How much of the language the catalogue's declarations need. The keys are those of
`docs/reference.md`; a provider counts once for a key, however often it writes it.
";

fn is_call(key: &str) -> bool {
    KEYS.iter()
        .any(|known| known.name == key && known.level == List::Top && known.form == Form::Call)
}

/// What the list behind a key holds.
enum Inner {
    /// Keys of this level.
    Keys(List),
    /// Entries with names of their own, each with keys of this level.
    Named(List),
}

/// What the list behind a key of `level` holds, where it has keys of its own.
fn inner(level: List, key: &str) -> Option<Inner> {
    let call = matches!(level, List::Top | List::SecondToken) && is_call(key);
    Some(match key {
        "scopes" => Inner::Keys(List::Scopes),
        "second_scopes" => Inner::Keys(List::SecondScopes),
        "callback" => Inner::Keys(List::Callback),
        "redirect" => Inner::Keys(List::Redirect),
        "lifetimes" => Inner::Keys(List::Lifetimes),
        "answer" => Inner::Keys(List::Answer),
        "rate_limit" => Inner::Keys(List::RateLimit),
        "assertion" => Inner::Keys(List::Assertion),
        "request_object" => Inner::Keys(List::RequestObject),
        "dpop" => Inner::Keys(List::Dpop),
        "id_token" if level == List::Top => Inner::Keys(List::IdToken),
        "before" | "then" => Inner::Named(List::Step),
        "learn" => Inner::Named(List::Learn),
        "second_token" => Inner::Named(List::SecondToken),
        "authorize" if call => Inner::Keys(List::Authorize),
        "api" if call => Inner::Keys(List::Api),
        _ if call => Inner::Keys(List::Call),
        _ => return None,
    })
}

/// The keys of a block, each with the list in which the reference page has it.
fn used(block: &Block) -> Vec<(&'static str, &'static str)> {
    let mut found = Vec::new();
    walk(&block.parts(), List::Top, &mut found);
    found.sort_unstable();
    found.dedup();
    found
}

fn walk(parts: &[Part<'_>], level: List, found: &mut Vec<(&'static str, &'static str)>) {
    for part in parts {
        if !note(part, level, found) {
            continue;
        }
        match inner(level, part.key) {
            Some(Inner::Keys(level)) => walk(&part.parts(), level, found),
            Some(Inner::Named(level)) => {
                let each = part.parts();
                each.iter().for_each(|one| walk(&one.parts(), level, found));
            }
            None => (),
        }
    }
}

/// Notes a key, if it is one.
fn note(part: &Part<'_>, level: List, found: &mut Vec<(&'static str, &'static str)>) -> bool {
    let known = KEYS
        .iter()
        .find(|known| known.name == part.key && level.takes(known.level));
    found.extend(known.map(|known| (known.level.written(), known.name)));
    known.is_some()
}

fn middle(sorted: &[usize]) -> usize {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

pub(super) fn page(found: &[Declaration]) -> String {
    let mut page = HEAD.to_owned();
    let declared: Vec<&Declaration> = found
        .iter()
        .filter(|one| one.crate_name.is_none())
        .collect();
    let _ = write!(page, "\n## Levels\n\n| level | providers |\n|---|---|\n");
    for wanted in [Level::L0, Level::L1, Level::L2, Level::L3] {
        let count = found
            .iter()
            .filter(|one| level(&one.block) == wanted)
            .count();
        let _ = writeln!(page, "| {wanted:?} | {count} |");
    }
    let _ = writeln!(page, "| all | {} |", found.len());
    families(found, &mut page);
    lengths(&declared, &mut page);
    keys_used(found, &mut page);
    super::axes::write(found, &mut page);
    page
}

fn families(found: &[Declaration], page: &mut String) {
    page.push_str("\n## Families\n\n| family | providers |\n|---|---|\n");
    for (family, _) in FAMILIES {
        let count = found.iter().filter(|one| one.family == *family).count();
        let _ = writeln!(page, "| `{family}` | {count} |");
    }
}

/// Lines between the parentheses of the attribute, without the crates of their own.
fn lengths(declared: &[&Declaration], page: &mut String) {
    let mut lines: Vec<usize> = declared.iter().map(|one| one.block.lines).collect();
    lines.sort_unstable();
    let longest = declared.iter().max_by_key(|one| one.block.lines);
    let _ = write!(
        page,
        "\n## Lines of a block\n\nMedian {}, shortest {}, longest {} (`{}`); {} of {} have at most 12.\n",
        middle(&lines),
        lines.first().copied().unwrap_or_default(),
        lines.last().copied().unwrap_or_default(),
        longest.map_or("", |one| &one.type_name),
        lines.iter().filter(|lines| **lines <= 12).count(),
        lines.len(),
    );
}

fn keys_used(found: &[Declaration], page: &mut String) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in found {
        for key in used(&one.block) {
            *counts.entry(key).or_default() += 1;
        }
    }
    page.push_str("\n## Keys\n\n| list | key | providers |\n|---|---|---|\n");
    for known in KEYS {
        let list = known.level.written();
        if let Some(count) = counts.get(&(list, known.name)) {
            let _ = writeln!(page, "| `{list}` | `{}` | {count} |", known.name);
        }
    }
    page.push_str("\nNo declaration of the catalogue needs:");
    let unused: Vec<String> = KEYS
        .iter()
        .filter(|known| !counts.contains_key(&(known.level.written(), known.name)))
        .map(|known| format!(" `{}` of `{}`", known.name, known.level.written()))
        .collect();
    let _ = writeln!(page, "{}.", unused.join(","));
}
