//! Providers whose metadata tells, signed requests, and profiles: what the tables hold.

use super::source::{expand_text, pretty};

/// The expansion of a block, without its documentation.
fn table(block: &str) -> String {
    let (tokens, mistakes) = expand_text(&format!("#[oauth_provider({block})] pub struct Acme;"));
    let texts: Vec<&str> = mistakes
        .iter()
        .map(|found| found.message.text.as_str())
        .collect();
    assert!(texts.is_empty(), "{block}: {texts:#?}");
    let text = pretty(tokens);
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("///"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

#[track_caller]
fn assert_holds(table: &str, held: &[&str]) {
    for text in held {
        assert!(table.contains(text), "{text} is missing in\n{table}");
    }
}

#[test]
fn an_issuer_alone_is_everything_that_its_metadata_tells() {
    let table = table(r#"issuer = "https://acme.example""#);
    println!("{table}");
}
