//! A finder that finds nothing would let everything pass.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::finder::Finder;

/// Begins with what every encoding changes.
const SECRET: &str = "/p+w:\"1 %é&<\\=c4nary";

fn finder() -> Finder {
    let mut finder = Finder::default();
    finder.add("secret", SECRET, 6);
    finder
}

fn form_of(output: &str) -> Option<&'static str> {
    finder().find(output).first().map(|found| found.form)
}

#[test]
fn every_form_of_a_secret_is_found() {
    let percent = "%2Fp%2Bw%3A%221%20%25%C3%A9%26%3C%5C%3Dc4nary";
    let bytes = format!("{:?}", SECRET.as_bytes());
    for (form, written) in [
        ("raw", SECRET.to_owned()),
        ("percent-encoded", percent.to_owned()),
        ("percent-encoded", percent.to_lowercase()),
        ("percent-encoded", percent.replace("%20", "+")),
        ("JSON-escaped", serde_json::to_string(SECRET).unwrap()),
        (
            "JSON-escaped",
            serde_json::to_string(SECRET).unwrap().replace('/', "\\/"),
        ),
        ("JSON-escaped", format!("{SECRET:?}")),
        (
            "HTML-escaped",
            "/p+w:&quot;1 %é&amp;&lt;\\=c4nary".to_owned(),
        ),
        ("hex", "2F702B773A22312025".to_owned()),
        ("a list of bytes", bytes),
    ] {
        let output = format!("POST /token: {written}, and more");
        assert_eq!(form_of(&output), Some(form), "{output}");
    }
}

#[test]
fn base64_is_found_wherever_the_secret_begins_in_it() {
    for before in ["", "a", "ab", "abc", "client:", "client-1:"] {
        let pair = format!("{before}{SECRET}{before}");
        for written in [STANDARD.encode(&pair), URL_SAFE_NO_PAD.encode(&pair)] {
            let output = format!("authorization: Basic {written}");
            assert_eq!(form_of(&output), Some("base64"), "{before:?} {output}");
        }
    }
}

#[test]
fn a_start_of_six_bytes_is_found_and_a_shorter_one_is_not() {
    assert_eq!(form_of("the token /p+w:\"…"), Some("raw"));
    assert_eq!(form_of("the token /p+w:…"), None);
    let mut random = Finder::default();
    random.add("state", "q8ZxK2mvT0aB", 10);
    assert_eq!(random.find("q8ZxK2mvT0").len(), 1);
    assert_eq!(random.find("q8ZxK2mvT").len(), 0);
}

#[test]
fn a_secret_that_is_split_over_lines_is_found() {
    for output in [
        "  │ /p+\n  │ w:\"1 %é  │\n",
        "> /p+w\r\n> :\"1 %é",
        "\u{1b}[1;31m/p\u{1b}[0m+w:\u{1b}[4m\"1\u{1b}[m %é",
        "/p+\u{1b}]8;;https://acme.example\u{1b}\\w:\"1\u{1b}]8;;\u{7}",
    ] {
        assert_eq!(form_of(output), Some("split over lines"), "{output:?}");
    }
}

#[test]
fn harmless_texts_are_not_found() {
    for output in [
        "",
        "/p",
        "error: the provider refused the code (`invalid_grant`)\n  help: sign in again",
        "authorization: Basic Y2xpZW50OnNlY3JldA==",
        "\u{1b}[31mred\u{1b}[0m",
        "\u{1b}[",
        "\u{1b}]8;;",
    ] {
        assert_eq!(form_of(output), None, "{output:?}");
    }
}

#[test]
#[should_panic(expected = "too short")]
fn a_secret_that_cannot_be_told_from_other_text_is_refused() {
    finder().add("pin", "12345", 6);
}
