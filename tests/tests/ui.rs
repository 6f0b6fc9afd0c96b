//! What a person reads after a mistake: one file, one mistake, one error.
//!
//! The `.stderr` files are made by `TRYBUILD=overwrite` and read in review.

use std::process::Command;

/// The compiler whose words the `.stderr` files hold. Others word the parts
/// that are not ours differently.
const PINNED: &str = "rustc 1.95.";

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.pass("tests/ui/pass/*.rs");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .unwrap()
        .stdout;
    if !String::from_utf8_lossy(&version).starts_with(PINNED) {
        return;
    }
    for kind in [
        "syntax",
        "keys",
        "urls",
        "vars",
        "grants",
        "lifetimes",
        "auth",
        "scopes",
        "answer",
        "params",
        "headers",
        "item",
        "use_site",
    ] {
        cases.compile_fail(format!("tests/ui/{kind}/*.rs"));
    }
}
