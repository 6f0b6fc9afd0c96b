//! The lists of families and providers are made from the files on disk.
//!
//! `UPDATE_GENERATED=1` writes them anew; otherwise they are compared.

mod axes;
pub(crate) mod block;
mod catalogue;
mod coverage;
pub(crate) mod files;
mod front;
mod lists;

use std::fs;

use files::{declarations, root};

/// Writes a file anew, or compares it.
fn made(path: &str, made: &str) -> bool {
    let file = root().join(path);
    if std::env::var_os("UPDATE_GENERATED").is_some() {
        fs::write(&file, made).unwrap();
    }
    fs::read_to_string(&file).unwrap_or_default() == made
}

/// The file with the part between its markers replaced.
fn between(path: &str, comment: &str, inner: &str) -> String {
    let text = fs::read_to_string(root().join(path)).unwrap();
    let open = format!("{comment} <families> made by the test `generate`\n");
    let close = format!("{comment} </families>\n");
    let (before, rest) = text.split_once(&open).unwrap();
    let (_, after) = rest.split_once(&close).unwrap();
    format!("{before}{open}{inner}{close}{after}")
}

#[test]
fn lists_and_pages_are_as_the_files_say() {
    let found = declarations();
    let mut stale = Vec::new();
    let mut check = |path: &str, text: &str| {
        if !made(path, text) {
            stale.push(path.to_owned());
        }
    };
    check(
        "Cargo.toml",
        &between("Cargo.toml", "#", &lists::features(&found)),
    );
    check(
        "src/lib.rs",
        &between("src/lib.rs", "//", &lists::modules(&found)),
    );
    check(
        "src/index.rs",
        &between("src/index.rs", "//", &lists::index(&found)),
    );
    for (family, _) in files::FAMILIES {
        let path = format!("src/{family}/mod.rs");
        check(&path, &lists::family(family, &found));
    }
    check("CATALOGUE.md", &catalogue::page(&found));
    check("COVERAGE.md", &coverage::page(&found));
    check("src/front.md", &front::page(&found));
    assert!(
        stale.is_empty(),
        "not what they are made from, run with UPDATE_GENERATED=1: {stale:?}"
    );
}
