//! The catalogue of messages: each one has a UI test of its name, and reads well.

use std::collections::BTreeSet;

use super::source::{declarations, files, folder, read};
use crate::entry::expand_collecting;
use crate::errors::{CASES, Message};

/// What the declarations of a UI file are told, with the file's `kind/mistake`.
fn told() -> Vec<(String, Vec<Message>)> {
    let ui = folder("ui");
    files(&ui)
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&ui).unwrap().with_extension("");
            let messages = declarations(&read(&path))
                .into_iter()
                .flat_map(|(args, item)| expand_collecting(args, item).1)
                .map(|found| found.message)
                .collect();
            (name.to_str().unwrap().to_owned(), messages)
        })
        .collect()
}

#[test]
fn every_message_has_the_ui_test_of_its_name() {
    let told = told();
    // Only a bug in the macro makes this one.
    let exempt = "item/internal";
    let mut wrong = Vec::new();
    for case in CASES
        .iter()
        .copied()
        .flatten()
        .filter(|case| **case != exempt)
    {
        let shown = told
            .iter()
            .find(|(name, _)| name == case)
            .map(|(_, messages)| {
                messages
                    .iter()
                    .map(|message| message.case)
                    .collect::<Vec<_>>()
            });
        if shown.as_deref() != Some(&[*case]) {
            wrong.push((case, shown));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_name_stands_for_one_message() {
    let mut seen = BTreeSet::new();
    for case in CASES.iter().copied().flatten() {
        assert!(seen.insert(case), "{case}");
    }
}

#[test]
fn one_mistake_is_one_error() {
    for (name, messages) in told() {
        let expected = match name.split_once('/').unwrap() {
            ("pass" | "use_site", _) => 0,
            (_, "everything_at_once") => 8,
            _ => 1,
        };
        let texts: Vec<&str> = messages
            .iter()
            .map(|message| message.text.as_str())
            .collect();
        assert_eq!(texts.len(), expected, "{name}: {texts:#?}");
    }
}

#[test]
fn messages_keep_the_house_rules() {
    for (name, messages) in told() {
        for message in messages {
            lint(&name, &message.text);
        }
    }
}

fn lint(name: &str, text: &str) {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    assert!(
        !first.starts_with(|c: char| c.is_uppercase()),
        "{name}: begins in upper case: {first}"
    );
    assert!(first.chars().count() <= 120, "{name}: too long: {first}");
    let rest: Vec<&str> = lines.collect();
    let helps = rest
        .iter()
        .any(|line| line.starts_with("help: ") || line.starts_with("note: "));
    assert!(helps, "{name}: no help: {text}");
    let order: Vec<bool> = rest.iter().map(|line| line.starts_with("note: ")).collect();
    assert!(order.is_sorted(), "{name}: a note before a help: {text}");
    for line in text.lines() {
        assert!(!line.trim().is_empty(), "{name}: an empty line: {text}");
        assert!(
            !line.ends_with('.') || line.ends_with("..."),
            "{name}: a full stop: {line}"
        );
        assert!(!line.ends_with('?'), "{name}: a question: {line}");
        assert_eq!(
            line.matches('`').count() % 2,
            0,
            "{name}: backticks: {line}"
        );
        for word in ["invalid attribute", "illegal", "  "] {
            assert!(
                !line.to_lowercase().contains(word),
                "{name}: `{word}`: {line}"
            );
        }
    }
    assert!(
        !text.contains("s3cret"),
        "{name}: a secret is repeated: {text}"
    );
}

#[test]
fn a_panic_keeps_the_item() {
    let (output, mistakes) = crate::entry::rescue_for_test();
    assert!(
        mistakes
            .iter()
            .all(|found| found.message.case == "item/internal"),
        "{mistakes:#?}"
    );
    assert!(output.to_string().contains("struct Acme"), "{output}");
    assert!(output.to_string().contains("AcmeClient"), "{output}");
}
