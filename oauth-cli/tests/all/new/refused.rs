//! What is not written.

use super::{document, lib, write};
use crate::support::{Home, assert_plain};

#[tokio::test]
async fn a_hostile_document_stays_inside_of_its_quotes() {
    let home = Home::new();
    let ran = write(&home, "acme", &document("hostile.json")).await;
    assert_plain(&ran.err);
    let lib = lib(&home, "oauth-acme");
    for absent in [
        "mod evil",
        "169.254",
        "client_id=",
        "evil(\"b",
        "\u{202e}",
        "\u{7}",
        "\r",
    ] {
        assert!(!lib.contains(absent), "{absent:?}: {lib}");
    }
    // What is kept of the prose is on one line, behind its slashes.
    for line in lib
        .lines()
        .filter(|line| line.contains("evil") || line.contains("panic"))
    {
        assert!(line.starts_with("//"), "{line}");
        assert!(
            !line.trim_start_matches(['/', '!', ' ']).starts_with('`'),
            "{line}"
        );
    }
    for noted in ["was left out", "169.254.169.254", "two words"] {
        assert!(ran.err.contains(noted), "{noted}: {}", ran.err);
    }
    let readme = std::fs::read_to_string(home.path().join("oauth-acme/README.md")).unwrap();
    assert!(!readme.contains("<script>"), "{readme}");
}

#[tokio::test]
async fn bad_input_is_refused_and_writes_nothing() {
    let home = Home::new();
    let cases = [
        ("{\"a\": 1}", "neither server metadata"),
        ("a: [", "neither JSON nor YAML"),
        ("{", "neither JSON nor YAML"),
        (
            "{\"openapi\": \"3.0.0\"}",
            "no `components.securitySchemes`",
        ),
        (
            "{\"authorization_endpoint\": \"https://a.example/\"}",
            "no `token_endpoint`",
        ),
        (
            "{\"token_endpoint\": \"https://a.example/t\", \"grant_types_supported\": []}",
            "no grant",
        ),
        (
            "{\"token_endpoint\": \"http://a.example/t\", \"authorization_endpoint\": \"https://a.example/a\"}",
            "is not https",
        ),
        (
            "{\"token_endpoint\": \"https://u:p@a.example/t\", \"authorization_endpoint\": \"https://a.example/a\"}",
            "user name",
        ),
        (
            "{\"token_endpoint\": \"https://a.example/{\", \"authorization_endpoint\": \"https://a.example/a\"}",
            "braces",
        ),
        (
            "{\"openapi\": \"3.0.0\", \"components\": {\"securitySchemes\": {\"o\": {\"type\": \"openIdConnect\", \
             \"openIdConnectUrl\": \"https://id.example/.well-known/openid-configuration\"}}}}",
            "--from https://id.example/.well-known/openid-configuration",
        ),
    ];
    for (text, part) in cases {
        let file = home.file("document", text);
        let ran = home.run(&["new", "acme", "--from", &file]).await.fails(1);
        assert!(ran.err.contains(part), "{text}: {ran:?}");
        assert!(!home.path().join("oauth-acme").exists(), "{text}");
    }
    // Nine aliases of nine aliases of nine …
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (before, name) in "abcdefgh".chars().zip("bcdefghi".chars()) {
        let aliases = vec![format!("*{before}"); 9].join(",");
        bomb.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    let file = home.file("document", &bomb);
    let ran = home.run(&["new", "acme", "--from", &file]).await.fails(1);
    assert!(ran.err.contains("budget"), "{ran:?}");
    for name in ["../acme", "a\"b", "self", "mock", ""] {
        let ran = home.run(&["new", name, "--from", &file]).await.fails(2);
        assert_plain(&ran.err);
    }
    for url in [
        "http://acme.example/openapi.json",
        "file:///etc/passwd",
        "https://u:p@acme.example/",
    ] {
        let ran = home.run(&["new", "acme", "--from", url]).await.fails(2);
        assert!(ran.err.contains("is not fetched"), "{ran:?}");
    }
    home.run(&["new", "acme"]).await.fails(2);
}

#[tokio::test]
async fn what_is_said_of_the_client_authentication_is_what_was_written() {
    let home = Home::new();
    for (name, grants, told, written) in [
        (
            "alone",
            "[\"client_credentials\"]",
            "no `client_auth` was written, which means `body`",
            false,
        ),
        (
            "person",
            "[\"authorization_code\"]",
            "`client_auth = none` was written",
            true,
        ),
    ] {
        let file = home.file(
            "document",
            &format!(
                "{{\"token_endpoint\": \"https://a.example/t\", \
                 \"authorization_endpoint\": \"https://a.example/a\", \
                 \"grant_types_supported\": {grants}, \
                 \"token_endpoint_auth_methods_supported\": [\"private_key_jwt\"]}}"
            ),
        );
        let ran = home.run(&["new", name, "--from", &file]).await.ok();
        assert!(ran.err.contains("only private_key_jwt"), "{ran:?}");
        assert!(ran.err.contains(told), "{ran:?}");
        assert_eq!(
            ran.err.contains("`client_auth = none` was"),
            written,
            "{ran:?}"
        );
        assert!(ran.err.contains("--path DIR"), "{ran:?}");
        let lib = lib(&home, &format!("oauth-{name}"));
        assert_eq!(lib.contains("client_auth = none"), written, "{lib}");
    }
}

#[tokio::test]
async fn a_path_without_the_crates_is_refused_before_anything_is_written() {
    let home = Home::new();
    let here = home.path().to_str().unwrap().to_owned();
    let from = document("tenants.json");
    let ran = home
        .run(&["new", "acme", "--from", &from, "--path", &here])
        .await
        .fails(2);
    assert!(ran.err.contains("no crate `oauth-runtime`"), "{ran:?}");
    assert!(!home.path().join("oauth-acme").exists());
}
