//! The expansions of the first five providers, byte for byte, and their sizes.
//!
//! `UPDATE_GENERATED=1` writes them anew. They are compiled by the test crate.

use std::fs;

use super::source::{expand_text, folder, pretty, read};

const SEEDS: &[&str] = &["accelo", "actionstep", "ioffice", "moovila", "valuekeep"];

fn expansion(name: &str) -> String {
    let declared = read(&folder("expand/declared").join(format!("{name}.rs")));
    let (tokens, mistakes) = expand_text(&declared);
    let texts: Vec<&str> = mistakes
        .iter()
        .map(|found| found.message.text.as_str())
        .collect();
    assert!(texts.is_empty(), "{name}: {texts:#?}");
    pretty(tokens)
}

#[test]
fn the_expansions_are_the_recorded_ones() {
    for name in SEEDS {
        let made = expansion(name);
        let path = folder("expand").join(format!("{name}.rs"));
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            fs::write(&path, &made).unwrap();
        }
        let recorded = read(&path);
        assert_eq!(
            made, recorded,
            "{name}: run with UPDATE_GENERATED=1 and read the difference"
        );
    }
}

#[test]
fn a_provider_of_ten_scopes_and_one_variable_stays_small() {
    let (tokens, mistakes) = expand_text(
        r#"
        #[oauth_provider(
            vars(site: DnsLabel),
            authorize = "https://{site}.acme.example/oauth/authorize",
            token = "https://{site}.acme.example/oauth/token",
            scopes(
                A = "a.read", B = "b.read", C = "c.read", D = "d.read", E = "e.read",
                F = "a.write", G = "b.write", H = "c.write", I = "d.write", J = "e.write",
            ),
        )]
        pub struct Acme;
        "#,
    );
    assert!(mistakes.is_empty(), "{mistakes:#?}");
    let text = pretty(tokens);
    // Documentation costs a compiler next to nothing.
    let is_doc = |line: &&str| line.trim_start().starts_with("///");
    let docs = text.lines().filter(is_doc).count();
    assert!(docs <= 50, "{docs} lines of documentation\n{text}");
    let text: String = text
        .lines()
        .filter(|line| !is_doc(line))
        .flat_map(|line| [line, "\n"])
        .collect();
    assert!(
        text.lines().count() <= 130,
        "{} lines\n{text}",
        text.lines().count()
    );
    assert!(text.len() <= 4500, "{} bytes\n{text}", text.len());
}

#[test]
fn the_five_declarations_are_short() {
    let lines: usize = SEEDS
        .iter()
        .map(|name| read(&folder("expand/declared").join(format!("{name}.rs"))))
        .map(|text| {
            text.lines()
                .filter(|line| !line.starts_with("///") && !line.starts_with("pub struct"))
                .count()
        })
        .sum();
    assert!(lines <= 60, "{lines} attribute lines");
}
