//! `tests/CONFORMANCE.md` names every module, and tests that exist.

use crate::faults::{has_test, source};

const TABLE: &str = include_str!("../../CONFORMANCE.md");

#[test]
fn every_module_has_a_test_that_exists_or_a_reason() {
    let rows: Vec<(&str, &str)> = TABLE
        .lines()
        .filter_map(|line| line.strip_prefix("| `"))
        .map(|line| line.split_once("` | ").unwrap())
        .collect();
    assert!(rows.len() > 60, "{} modules", rows.len());
    for (module, covered) in rows {
        let named = covered.split('`').skip(1).step_by(2);
        let tests: Vec<&str> = named.filter(|name| name.contains("::")).collect();
        assert!(
            !tests.is_empty() || covered.starts_with("none: "),
            "{module}: neither a test nor a reason"
        );
        for test in tests {
            let (file, name) = test.rsplit_once("::").unwrap();
            assert!(has_test(&source(file), name), "{module}: no test `{test}`");
        }
    }
}
