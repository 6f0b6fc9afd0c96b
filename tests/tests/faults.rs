//! The table of faults names tests that exist, and leaves no fault out.

use std::fs;
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("../FAULTS.md");

const FAULTS: &[&str] = &[
    "F-07c", "F-08", "F-09", "F-10", "F-11", "F-12", "F-13", "F-14", "F-15", "F-16", "F-17",
    "F-18", "F-19", "F-19b", "F-19c", "F-19d", "F-19e", "F-20", "F-29d", "F-29e", "F-30", "F-31",
    "F-32", "F-33", "F-34", "F-34b", "F-34c", "F-35", "F-36", "F-37", "F-38", "F-39", "F-39b",
    "F-39c", "F-39d", "F-39e", "F-39f", "F-39g", "F-39h", "F-39i", "F-40", "F-41", "F-42", "F-43",
    "F-44", "F-45", "F-46", "F-46b", "F-47", "F-48", "F-49", "F-49b", "F-50", "F-51", "F-52",
    "F-53", "F-54", "F-55", "F-56", "F-57", "F-58", "F-59", "F-59b", "F-60", "F-61", "F-62",
    "F-63", "F-64", "F-65", "F-66",
];

/// The file that `stored::crowd` or `stores::file::write` stands for.
pub fn source(module: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    const ELSEWHERE: &[(&str, &str)] = &[
        ("stores::", "../oauth-stores/tests/all"),
        ("sign_in::", "../oauth-sign-in/tests/all"),
        ("axum::", "../oauth-axum/tests/all"),
        ("middleware::", "../oauth-middleware/tests/all"),
        ("cli::", "../oauth-cli/tests/all"),
        ("forms::", "../oauth-runtime/tests/forms"),
        ("cli_src::", "../oauth-cli/src"),
        ("pages::", "../oauth-pages/src"),
        ("forms::", "../oauth-runtime/tests/forms"),
    ];
    let elsewhere = ELSEWHERE
        .iter()
        .find_map(|(prefix, directory)| Some((root.join(directory), module.strip_prefix(prefix)?)));
    let (directory, module) = elsewhere.unwrap_or((root.join("tests"), module));
    directory.join(module.replace("::", "/") + ".rs")
}

/// Whether the file has the function, with a test attribute above it or as an
/// argument of a macro that makes tests.
pub fn has_test(source: &Path, name: &str) -> bool {
    let text = fs::read_to_string(source).unwrap_or_default();
    text.match_indices(name).any(|(at, _)| {
        let whole = !text[at + name.len()..].starts_with(|c: char| c == '_' || c.is_alphanumeric());
        let before = text[..at].trim_end();
        let attributes = before
            .strip_suffix("fn")
            .map(|rest| rest.trim_end().trim_end_matches("async").trim_end());
        whole && attributes.is_some_and(|rest| rest.ends_with(']') || rest.ends_with(')'))
    })
}

#[test]
fn every_fault_has_a_row_of_tests_that_exist() {
    let rows: Vec<Vec<&str>> = TABLE
        .lines()
        .filter(|line| line.starts_with("| F-"))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let listed: Vec<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!(listed, FAULTS);
    for row in &rows {
        let tests: Vec<&str> = row[2]
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| name.contains("::"))
            .collect();
        assert!(
            !tests.is_empty() || row[2].starts_with("no test:"),
            "{}: neither a test nor a reason",
            row[0]
        );
        for test in tests {
            let (module, name) = test.rsplit_once("::").unwrap();
            assert!(
                has_test(&source(module), name),
                "{}: there is no test `{test}`",
                row[0]
            );
        }
    }
}

#[test]
fn a_name_that_is_no_test_is_found_out() {
    let here = source("faults");
    assert!(has_test(&here, "a_name_that_is_no_test_is_found_out"));
    assert!(!has_test(&here, "a_name_that_is"));
    assert!(!has_test(&here, "source"));
    assert!(!has_test(&source("no_such_file"), "a_name"));
}
