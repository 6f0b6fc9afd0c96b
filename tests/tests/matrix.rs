//! The table of standards in the README names keys and tests that exist.

use crate::faults::{has_test, source};

const README: &str = include_str!("../../README.md");
const REFERENCE: &str = include_str!("../../docs/reference.md");

/// What stands between backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

#[test]
fn every_standard_has_a_key_and_a_test_that_exist() {
    let (_, table) = README
        .split_once("| feature | standard | key | test |")
        .unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert!(rows.len() > 25, "{} rows", rows.len());
    for row in &rows {
        assert_eq!(row.len(), 4, "{row:?}");
        assert!(!row[1].is_empty(), "{row:?}");
        let (mut keys, mut tests) = (0, 0);
        for key in quoted(row[2]) {
            let name = key.split([' ', '(', '=']).next().unwrap();
            let documented = REFERENCE.contains(&format!("| `{name}` |"));
            assert!(documented, "{}: no key `{name}`", row[0]);
            keys += 1;
        }
        for test in quoted(row[3]) {
            let (file, name) = test.rsplit_once("::").unwrap();
            assert!(
                has_test(&source(file), name),
                "{}: no test `{test}`",
                row[0]
            );
            tests += 1;
        }
        assert!(keys > 0 && tests > 0, "{row:?}");
    }
}
