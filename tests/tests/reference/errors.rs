//! The pages of the error codes: one for each, an index, and the text that the
//! command `oauth explain-error` prints from.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use oauth_runtime::{Code, Error};

use super::made;

const HEAD: &str = "\
# Error codes

<!-- Made from the pages beside it by the test `reference`. Do not edit. -->

Every error of the library ends with a code that never changes its meaning:
`[E0305]`. `error.code()` answers it, and `oauth explain-error E0305` prints its page.

| class | asked with | what helps |
|---|---|---|
| configuration | `error.code().is_configuration()` | change what the page says |
| sign in again | `error.is_reauth_required()` | a person's new sign-in |
| transient | `error.is_transient()` | try again later, after `error.retry_after()` |

| code | what happened | class | in Rust |
|---|---|---|---|
";

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/errors")
}

/// The page of a code.
fn page(code: Code) -> String {
    let path = directory().join(format!("{code}.md"));
    fs::read_to_string(&path).unwrap_or_else(|_| panic!("`docs/errors/{code}.md` is not there"))
}

/// `the answer is an HTML page`, from `# E0301: the answer is an HTML page`.
fn title(code: Code, page: &str) -> &str {
    let line = page.lines().next().unwrap_or_default();
    let title = line.strip_prefix(&format!("# {code}: "));
    title.unwrap_or_else(|| panic!("{code}: its page begins with {line:?}"))
}

/// The class in the index, and the sentence of the page that states it.
fn class(code: Code) -> (&'static str, &'static str) {
    let error = Error::new(code, "");
    let (reauth, transient) = (error.is_reauth_required(), error.is_transient());
    match (code.is_configuration(), reauth, transient) {
        (true, false, false) => (
            "configuration",
            "**Class:** configuration (`code().is_configuration()`).",
        ),
        (false, true, false) => (
            "sign in again",
            "**Class:** sign in again (`is_reauth_required()`).",
        ),
        (false, false, true) => ("transient", "**Class:** transient (`is_transient()`)."),
        (false, false, false) => ("", "**Class:** none of the three."),
        classes => panic!("{code} is of several classes: {classes:?}"),
    }
}

#[test]
fn the_index_and_the_commands_pages_are_those_of_the_codes() {
    let mut index = HEAD.to_owned();
    let mut all = String::new();
    for code in Code::ALL {
        let page = page(*code);
        let (title, class) = (title(*code, &page), class(*code).0);
        let _ = writeln!(
            index,
            "| [{code}]({code}.md) | {} | {class} | `{code:?}` |",
            title.replace('|', "\\|")
        );
        let _ = write!(all, "<!-- {code} -->\n\n{}\n\n", page.trim());
    }
    all.pop();
    made(&[
        ("docs/errors/README.md", &index),
        ("oauth-cli/error-pages.md", &all),
    ]);
}

#[test]
fn every_page_has_a_code() {
    let found: BTreeSet<String> = fs::read_dir(directory())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name != "README.md")
        .collect();
    let expected: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_page_has_its_parts_and_states_the_class_of_its_code() {
    const PARTS: [&str; 4] = [
        "## Why",
        "## What to change",
        "## Example",
        "## What the library did",
    ];
    for code in Code::ALL {
        let page = page(*code);
        let headings: Vec<&str> = page
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(headings, PARTS, "{code}");
        let (_, sentence) = class(*code);
        let classes = page.matches("**Class:**").count();
        assert!(
            page.contains(sentence) && classes == 1,
            "{code}: {sentence}"
        );
        let (_, example) = page.split_once("## Example\n\n```text\n").unwrap();
        let example = example.lines().next().unwrap();
        assert!(example.ends_with(&format!("[{code}]")), "{code}: {example}");
        assert!((10..=60).contains(&page.lines().count()), "{code}");
        assert!(page.ends_with(".\n") && !page.contains("<!--"), "{code}");
        assert_eq!(page.matches("```").count() % 2, 0, "{code}");
    }
}

#[test]
fn no_page_shows_a_secret_or_a_place_of_one_machine() {
    let checkout = env!("CARGO_MANIFEST_DIR").trim_end_matches("tests");
    for code in Code::ALL {
        let page = page(*code);
        for word in [
            "CANARY",
            "/tmp/",
            "/root",
            checkout,
            "target/",
            "catalogue-",
        ] {
            assert!(!page.contains(word), "{code}: {word}");
        }
        assert!(
            !page.contains(|c: char| c.is_control() && c != '\n'),
            "{code}"
        );
    }
}

#[test]
fn the_links_and_codes_of_the_pages_lead_somewhere() {
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    for code in Code::ALL {
        let page = page(*code);
        for (at, _) in page.match_indices("](") {
            let target = page[at + 2..].split(')').next().unwrap();
            if !target.contains("://") {
                let file = target.split('#').next().unwrap();
                assert!(directory().join(file).exists(), "{code}: {target}");
            }
        }
        for (at, _) in page.match_indices("E0") {
            let named = page.get(at..at + 5).unwrap_or_default();
            let is_code = named[1..].bytes().all(|byte| byte.is_ascii_digit());
            assert!(!is_code || known.contains(named), "{code}: {named}");
        }
    }
}
