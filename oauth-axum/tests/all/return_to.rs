//! Nobody is sent to another site (`f_19`).

use crate::support::world;

/// Texts as they stand in the address, percent-encoded once.
const EVIL: &[&str] = &[
    "//evil.example",
    "///evil.example",
    "/%5Cevil.example",
    "%5C%5Cevil.example",
    "/%09/evil.example",
    "%09/evil.example",
    "%09//evil.example",
    "%20//evil.example",
    "/%0A/evil.example",
    "/me%0D%0ALocation:%20https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "HTTPS://evil.example/me",
    "http:///evil.example",
    "javascript:alert(1)",
    "java%0Ascript:alert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "",
    "%00/me",
    "/me%00",
    "/%2F/evil.example",
    "/%2Fevil.example",
    "/deep/../../evil",
    "/deep/..",
    "/deep/%252e%252e/secret",
    "/deep/%2E./secret",
    "/deep//evil.example",
    "/deep/%5C..%5Csecret",
    "/me%23@evil.example",
    "/me/../oauth/acme/sign-out",
    "/me%2F..",
    "%E2%80%AE/me",
    "/m%C3%A9",
    "%ff",
    "/secret",
    "/mean",
    "/%6De",
];

#[tokio::test]
async fn f_19_paths_that_are_not_allowed_are_replaced_by_the_default() {
    let world = world().await;
    for evil in EVIL {
        let mut browser = world.browser();
        let path = format!("/oauth/acme/sign-in?return_to={evil}");
        let begun = browser.get(&path).await;
        let callback = world.server.authorize(begun.location()).await.unwrap();
        let answer = browser.get(&callback).await;
        match *evil {
            // This one is `/me`, decoded once.
            "/%6De" => answer.assert_sent_to("/me"),
            _ => answer.assert_sent_to("/"),
        }
        let form = format!("return_to={evil}");
        let out = browser.post("/oauth/acme/sign-out", &form).await;
        assert_eq!(out.location(), answer.location(), "{evil}");
    }
}

#[tokio::test]
async fn f_19_the_first_of_several_counts_and_it_is_checked() {
    let world = world().await;
    for (query, expected) in [
        ("return_to=/me&return_to=//evil.example", "/me"),
        ("return_to=//evil.example&return_to=/me", "/"),
        ("return_to=/deep/a?b=//c", "/deep/a?b=//c"),
        ("return_to=/deep/a%3Fb%3Dc%26d", "/deep/a?b=c&d"),
        ("x=1", "/"),
    ] {
        let mut browser = world.browser();
        let begun = browser.get(&format!("/oauth/acme/sign-in?{query}")).await;
        let callback = world.server.authorize(begun.location()).await.unwrap();
        browser.get(&callback).await.assert_sent_to(expected);
    }
}

#[tokio::test]
async fn f_19_a_path_that_is_too_long_is_replaced() {
    let world = world().await;
    let mut browser = world.browser();
    let long = format!("/deep/{}", "x".repeat(600));
    let begun = browser
        .get(&format!("/oauth/acme/sign-in?return_to={long}"))
        .await;
    let callback = world.server.authorize(begun.location()).await.unwrap();
    browser.get(&callback).await.assert_sent_to("/");
}
