//! The lines in which a declaration says where it departs from its row.

use std::collections::BTreeMap;
use std::path::PathBuf;

const START: &str = "/// Differs from the row: ";

/// The parts that may differ, and why.
pub(crate) fn differences(family: &str, module: &str) -> BTreeMap<String, String> {
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("src")
        .join(family);
    let text = std::fs::read_to_string(source.join(format!("{module}.rs"))).unwrap_or_default();
    read(&text)
}

fn read(text: &str) -> BTreeMap<String, String> {
    let lines = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix(START));
    lines
        .map(|line| {
            let (part, why) = line.split_once(": ").unwrap_or((line, ""));
            (part.trim_matches('`').to_owned(), why.to_owned())
        })
        .collect()
}

#[test]
fn a_reason_is_read_with_its_part() {
    let found = read("/// Acme.\n/// Differs from the row: `token.scope`: it is refused there.\n");
    assert_eq!(found["token.scope"], "it is refused there.");
}
