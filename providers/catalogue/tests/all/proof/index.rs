//! Every row is in the catalogue, or there is a reason.

use std::collections::BTreeSet;

use oauth_providers::providers;

use crate::translator::row::rows;

/// Rows that are left out on purpose, each with its reason; the catalogue's page shows them.
const LEFT_OUT: &str = include_str!("../generate/left-out.txt");

#[test]
fn every_sound_row_is_a_provider() {
    let left_out: BTreeSet<&str> = LEFT_OUT
        .lines()
        .filter_map(|line| Some(line.split_once(':')?.0))
        .collect();
    let known: BTreeSet<&str> = providers().map(|entry| entry.id).collect();
    let rows = rows();
    let absent: Vec<&str> = rows
        .iter()
        .map(|row| row.id())
        .filter(|id| !known.contains(id) && !left_out.contains(id))
        .collect();
    assert!(
        absent.is_empty(),
        "{} rows are not declared: {absent:?}",
        absent.len()
    );
    assert!(known.len() >= 400, "{} providers", known.len());
    let both: Vec<_> = left_out.intersection(&known).collect();
    assert!(both.is_empty(), "left out and declared: {both:?}");
}
