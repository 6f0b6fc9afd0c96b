//! The index at run time is what stands on disk.

use std::collections::BTreeSet;

use oauth_providers::{Entry, providers};

use crate::generate::files::{declarations, retold};

fn names(entries: impl Iterator<Item = &'static Entry>) -> BTreeSet<(String, String, String)> {
    let name = |entry: &Entry| {
        (
            entry.family.to_owned(),
            entry.type_name.to_owned(),
            entry.id.to_owned(),
        )
    };
    entries.map(name).collect()
}

#[test]
fn every_file_is_an_entry_and_every_entry_a_file() {
    let on_disk: BTreeSet<_> = declarations()
        .into_iter()
        .map(|found| (found.family, found.type_name, found.row))
        .collect();
    assert_eq!(names(providers()), on_disk);
}

#[test]
fn rows_and_ids_stand_once() {
    let count = providers().count();
    let rows: BTreeSet<_> = providers().map(|entry| entry.id).collect();
    let ids: BTreeSet<_> = providers().map(|entry| entry.spec.id).collect();
    assert_eq!((rows.len(), ids.len()), (count, count));
}

#[test]
fn a_module_is_named_as_the_provider_is_in_stores() {
    for entry in providers() {
        assert_eq!(entry.module, entry.spec.id, "{}", entry.id);
    }
}

#[test]
fn every_declaration_says_when_it_was_checked() {
    for entry in providers() {
        assert!(entry.spec.checked.is_some(), "{}", entry.id);
    }
}

#[test]
fn nothing_is_both_declared_and_left_out() {
    let declared: BTreeSet<_> = providers().map(|entry| entry.id.to_owned()).collect();
    for (row, reason) in retold("left-out.txt") {
        assert!(!declared.contains(&row), "{row}");
        assert!(!reason.is_empty(), "{row} without a reason");
    }
}
