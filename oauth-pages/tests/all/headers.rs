//! What is sent beside the documents.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use oauth_pages::{Page, plain, see_other, signed_in};
use sha2::{Digest as _, Sha256};

use super::{SCENE, pages};

fn header<'a>(page: &'a Page, name: &str) -> &'a str {
    let mut values = page.headers.iter().filter(|(known, _)| *known == name);
    let (_, value) = values.next().unwrap_or_else(|| panic!("no {name}"));
    assert!(values.next().is_none(), "{name} stands twice");
    value
}

fn everything() -> Vec<Page> {
    let mut all: Vec<_> = pages().into_iter().map(|(_, page)| page).collect();
    all.extend([see_other("/done"), plain(404, "not found")]);
    all
}

#[test]
fn u_07_nothing_is_stored_guessed_or_framed() {
    for page in everything() {
        assert_eq!(header(&page, "cache-control"), "no-store");
        assert_eq!(header(&page, "x-content-type-options"), "nosniff");
        let policy = header(&page, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(policy.ends_with("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        for (_, value) in &page.headers {
            assert!(value.bytes().all(|b| (b' '..=b'~').contains(&b)), "{value}");
        }
    }
}

/// With `no-referrer` a form's `POST` says `Origin: null`, and the server could
/// not tell its own relay page from a foreign one.
#[test]
fn only_a_page_with_a_form_names_its_origin() {
    for page in everything() {
        let referrer = header(&page, "referrer-policy");
        if page.body.contains("<form") {
            assert_eq!(referrer, "strict-origin");
        } else {
            assert_eq!(referrer, "no-referrer");
        }
    }
}

#[test]
fn the_policy_names_the_hash_of_each_inline_text_and_no_other() {
    for (name, page) in pages() {
        let policy = header(&page, "content-security-policy");
        for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
            let (start, end) = (format!("<{element}>"), format!("</{element}>"));
            let texts: Vec<_> = page.body.split(&start).skip(1).collect();
            let expected = match texts.as_slice() {
                [] => format!("{directive} 'none';"),
                [text] => {
                    let (text, _) = text.split_once(&end).unwrap();
                    let hash = STANDARD.encode(Sha256::digest(text));
                    format!("{directive} 'sha256-{hash}';")
                }
                more => panic!("{name} has {} of {element}", more.len()),
            };
            assert!(policy.contains(&expected), "{name}: {policy}");
        }
        let form = match page.body.contains("<form") {
            true => "'self' https: http://127.0.0.1:* http://localhost:*",
            false => "'none'",
        };
        assert!(policy.contains(&format!("form-action {form};")), "{policy}");
    }
}

#[test]
fn f_19_a_redirect_stays_on_this_server() {
    assert_eq!(header(&see_other("/done?x=1"), "location"), "/done?x=1");
    for path in [
        "https://evil.example",
        "//evil.example",
        "/\\evil",
        "/a\r\nset-cookie: b=c",
        "",
    ] {
        assert_eq!(header(&see_other(path), "location"), "/");
    }
    assert_eq!(see_other("/").status, 303);
}

#[test]
fn a_line_of_text_is_no_document() {
    let page = plain(400, "<script>alert(1)</script>\u{1b}[2J");
    assert_eq!(page.status, 400);
    assert_eq!(page.body, "<script>alert(1)</script>[2J");
    assert_eq!(header(&page, "content-type"), "text/plain; charset=utf-8");
    let page = signed_in(SCENE, None);
    assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
}
