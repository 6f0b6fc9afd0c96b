//! The documents as HTML.

use oauth_pages::{Problem, failed};

use super::{DENIED, SCENE, pages};

const VOID: &[&str] = &["meta", "link", "input"];

/// Each start tag with the names of its attributes, in order. Fails where an
/// element is not closed in its parent.
pub(crate) fn elements(html: &str) -> Vec<String> {
    let mut open = Vec::new();
    let mut found = Vec::new();
    let mut rest = html.strip_prefix("<!doctype html>\n").unwrap();
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').unwrap();
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "in {html}");
            continue;
        }
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
        if matches!(name, "style" | "script") {
            // Raw text: nothing in it is a tag but its end.
            rest = &rest[rest.find(&format!("</{name}>")).unwrap()..];
        }
        found.push(format!("{name}{}", names_of(attributes)));
    }
    assert!(open.is_empty(), "{open:?} in {html}");
    found
}

/// The attributes with their values left out; all are quoted or have none.
fn names_of(attributes: &str) -> String {
    let outside = attributes.split('"').step_by(2);
    outside
        .flat_map(str::split_whitespace)
        .fold(String::new(), |all, name| all + " " + name)
}

#[test]
fn u_07_the_pages_are_well_formed() {
    for (name, page) in pages() {
        let found = elements(&page.body);
        let count = |tag: &str| {
            found
                .iter()
                .filter(|element| element.split(' ').next() == Some(tag))
                .count()
        };
        for once in ["html", "head", "title", "body", "main", "style"] {
            assert_eq!(count(once), 1, "{once} in {name}");
        }
        assert!(count("h1") >= 1, "{name}");
        assert!(found.contains(&"html lang=".to_owned()), "{name}");
        assert!(
            page.body.contains(
                "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            )
        );
        assert!(page.body.is_ascii() || page.body.contains("<meta charset=\"utf-8\">"));
        let stopped = |element: &&String| element.contains(" on") || element.contains(" style=");
        assert_eq!(
            found.iter().find(stopped),
            None,
            "the policy stops it in {name}"
        );
    }
}

#[test]
fn each_page_says_what_happened_to_a_reader_of_screens() {
    for (name, page) in pages() {
        let role = match name {
            "failed" | "failed_with_link" => "role=\"alert\"",
            "repeat" => continue,
            _ => "role=\"status\"",
        };
        assert!(page.body.contains(role), "{name}");
    }
}

#[test]
fn no_page_closes_itself() {
    for (name, page) in pages() {
        assert!(!page.body.contains("close()"), "{name}");
        assert!(!page.body.contains("http-equiv"), "{name}");
    }
}

#[test]
fn the_outcome_can_be_read_without_styles_and_scripts() {
    let [(_, done), (_, named), (_, failed), ..] = pages();
    let text = |html: &str| {
        let (_, main) = html.split_once("<main>").unwrap();
        main.split('<')
            .filter_map(|piece| piece.split_once('>'))
            .map(|(_, text)| text)
            .collect::<String>()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        text(&done.body),
        "Signed in to Acme my-program is now connected to Acme. \
         You can close this tab and go back to my-program."
    );
    assert!(text(&named.body).contains("connected to Acme as ada@acme.example."));
    assert_eq!(
        text(&failed.body),
        "Not signed in to Acme The sign-in was refused at the provider. \
         What to do: Start the sign-in again, and approve it. You can close this tab. \
         Acme answered access_denied The user said &quot;no&quot; &amp; left \
         Error code of my-program E0406"
    );
}

#[test]
fn who_is_signed_in_already_is_not_told_otherwise() {
    let page = failed(
        SCENE,
        &Problem {
            status: 409,
            code: "E0405",
            text: "the sign-in was already finished",
            answer: None,
            ..DENIED
        },
    );
    assert!(!page.body.contains("Not signed in"));
    assert!(
        page.body
            .contains("<h1>This sign-in to <bdi>Acme</bdi> is over</h1>")
    );
}
