//! What a person reads after a mistake: one file, one mistake, one error.
//!
//! The `.stderr` files are made by `TRYBUILD=overwrite` and read in review.

use std::io::Write as _;
use std::process::Command;

/// The compiler whose words the `.stderr` files hold. Others word the parts
/// that are not ours differently.
const PINNED: &str = "rustc 1.95.";

const KINDS: &[&str] = &[
    "syntax",
    "keys",
    "standards",
    "urls",
    "vars",
    "grants",
    "lifetimes",
    "auth",
    "scopes",
    "answer",
    "redirect",
    "params",
    "headers",
    "item",
    "second",
    "steps",
    "use_site",
];

#[test]
fn mistakes_are_explained() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .unwrap()
        .stdout;
    if !String::from_utf8_lossy(&version).starts_with(PINNED) {
        let skipped = format!("skipped: the texts of compile errors are those of {PINNED}x\n");
        std::io::stderr().write_all(skipped.as_bytes()).unwrap();
        return;
    }
    let cases = trybuild::TestCases::new();
    for kind in KINDS {
        cases.compile_fail(format!("tests/ui/{kind}/*.rs"));
    }
}

/// Declarations that look odd and are right. They are compiled here, because a
/// passing case makes trybuild link every case.
macro_rules! pass {
    ($($name:ident)*) => {
        $(#[allow(
            dead_code,
            reason = "the declaration is the test"
        )]
        mod $name {
            include!(concat!("ui/pass/", stringify!($name), ".rs"));
        })*

        const PASS: &[&str] = &[$(stringify!($name)),*];
    };
}

pass! {
    computed_values
    doubled_braces
    duration_as_string
    every_word
    fallback
    insecure_http
    loopback_http
    lower_case_scopes
    named_values
    no_trailing_comma
    one_value_of_a_choice
    origin_and_common_answer
    own_authorization_header
    raw_string
    redirect_refused
    second_token
    state_without_browser
    token_in_the_query_with_a_reason
    two_urls
    vendor_scheme_without_client_auth
}

#[test]
fn every_case_is_run() {
    let ui = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let names = |folder: &std::path::Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| {
                path.is_dir() || path.extension().is_some_and(|extension| extension == "rs")
            })
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(&ui.join("pass")), PASS);
    let mut kinds: Vec<&str> = KINDS.iter().copied().chain(["pass"]).collect();
    kinds.sort_unstable();
    assert_eq!(names(&ui), kinds);
}
