//! Texts of others in the pages.

use oauth_pages::{Page, Problem, Scene, failed, relay, repeat, signed_in};

use super::markup::elements;
use super::{DENIED, SCENE, pages};

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    "</textarea></form><form action=https://evil.example>",
    "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)",
    "--><svg onload=alert(1)>",
    "<!--",
    "<![CDATA[<b>]]>",
    "&lt;b&gt;&#60;script&#62;",
    "javascript:alert(1)",
    "`<b>`</code><i>",
    "\u{202e}evil\u{1b}[31m\0\r\nset-cookie: a=b",
    "<a href=//evil.example>",
    "</bdi></q></dd></dl></main><h1>",
];

/// Every page with the text wherever a text can stand.
fn with(text: &str) -> Vec<Page> {
    let scene = Scene {
        app: text,
        provider: text,
    };
    let problem = |link| Problem {
        status: 400,
        code: text,
        text,
        answer: Some((text, Some(text))),
        next: text,
        link: Some((text, link)),
    };
    vec![
        signed_in(scene, Some(text)),
        failed(scene, &problem("/again")),
        failed(scene, &problem(text)),
        relay(scene, "/callback", text),
        relay(scene, text, "nonce"),
        repeat(scene, "/callback", &[(text, text)]),
        repeat(scene, text, &[("code", "a")]),
    ]
}

#[test]
fn u_07_no_text_becomes_an_element_or_an_attribute() {
    for (hostile, harmless) in HOSTILE.iter().map(|hostile| (hostile, "harmless")) {
        for (page, model) in with(hostile).iter().zip(with(harmless)) {
            // Backticks are the one thing in a text that makes elements.
            let mut found = elements(&page.body);
            found.retain(|element| element != "code");
            let mut expected = elements(&model.body);
            expected.retain(|element| element != "code");
            assert_eq!(found, expected, "{hostile}");
            // What travels in a hidden field is not shown, and stays as it is.
            if !page.body.contains("type=\"hidden\"") {
                assert!(!page.body.contains(['\0', '\u{1b}', '\u{202e}']));
            }
        }
    }
}

#[test]
fn the_link_is_a_path_or_is_not_there() {
    let with = |path| {
        failed(
            SCENE,
            &Problem {
                link: Some(("Again", path)),
                ..DENIED
            },
        )
        .body
    };
    assert!(
        with("/sign-in?a=b&c=d")
            .contains("<a class=\"button\" href=\"/sign-in?a=b&amp;c=d\">Again</a>")
    );
    for path in [
        "javascript:alert(1)",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
    ] {
        assert!(!with(path).contains("<a "), "{path}");
    }
}

#[test]
fn a_form_goes_to_a_path_or_to_its_own_page() {
    assert!(
        relay(SCENE, "/cb?x=1&y=2", "n")
            .body
            .contains("action=\"/cb?x=1&amp;y=2\"")
    );
    for action in [
        "https://evil.example/",
        "//evil.example",
        "javascript:alert(1)",
        "",
    ] {
        assert!(!relay(SCENE, action, "n").body.contains("action="));
        assert!(!repeat(SCENE, action, &[]).body.contains("action="));
    }
}

/// The names of a page are cut, the values that travel are not.
#[test]
fn what_is_passed_on_is_whole() {
    let code = "c".repeat(4096);
    let page = repeat(
        SCENE,
        "/callback",
        &[("code", &code), ("state", "a\u{202e}<b>")],
    );
    assert!(
        page.body
            .contains(&format!("name=\"code\" value=\"{code}\""))
    );
    assert!(
        page.body
            .contains("name=\"state\" value=\"a\u{202e}&lt;b&gt;\"")
    );
}

#[test]
fn a_page_printed_for_debugging_holds_no_code() {
    let page = repeat(SCENE, "/callback", &[("code", "canary-code")]);
    assert!(!format!("{page:?}").contains("canary"));
    let page = oauth_pages::see_other("/done?code=canary-code");
    assert_eq!(format!("{page:?}"), "Page { status: 303, .. }");
}

#[test]
fn u_07_nothing_is_loaded_from_elsewhere() {
    for (name, page) in pages() {
        for outside in ["http:", "https:", "//", "@import", "url(", " src="] {
            assert!(!page.body.contains(outside), "{name} holds {outside}");
        }
    }
}
