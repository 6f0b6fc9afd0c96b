//! What a request says about its host counts for nothing (`f_17`).

use axum::body::Body;
use http::Request;
use oauth_runtime::spec::CallKind;

use crate::support::world;

#[tokio::test]
async fn f_17_the_redirect_uri_comes_from_configuration_alone() {
    let world = world().await;
    let expected = "redirect_uri=https%3A%2F%2Fapp.example%2Foauth%2Facme%2Fcallback";
    for (target, headers) in [
        ("/oauth/acme/sign-in", &[("host", "evil.example")][..]),
        ("/oauth/acme/sign-in", &[("host", "app.example:444")]),
        (
            "/oauth/acme/sign-in",
            &[
                ("host", "app.example"),
                ("x-forwarded-host", "evil.example"),
            ],
        ),
        (
            "/oauth/acme/sign-in",
            &[("x-forwarded-proto", "http"), ("x-forwarded-port", "1")],
        ),
        (
            "/oauth/acme/sign-in",
            &[("forwarded", "host=evil.example;proto=http")],
        ),
        (
            "/oauth/acme/sign-in",
            &[("x-forwarded-prefix", "/evil"), ("x-original-url", "/evil")],
        ),
        (
            "/oauth/acme/sign-in",
            &[
                ("origin", "https://evil.example"),
                ("referer", "https://evil.example/"),
            ],
        ),
        ("https://evil.example/oauth/acme/sign-in", &[]),
        (
            "http://evil.example:81/oauth/acme/sign-in",
            &[("host", "evil.example")],
        ),
        ("/oauth/acme/sign-in?redirect_uri=https://evil.example", &[]),
        (
            "/oauth/acme/sign-in?return_to=https://evil.example/oauth/acme/callback",
            &[],
        ),
    ] {
        let mut browser = world.browser();
        let mut request = Request::get(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = browser.send(request.body(Body::empty()).unwrap()).await;
        let location = answer.location();
        assert!(
            location.starts_with(world.server.origin()),
            "{target}: {location}"
        );
        assert!(
            location.contains(expected),
            "{target} {headers:?}: {location}"
        );
        assert!(!location.contains("evil"), "{location}");
    }
}

#[tokio::test]
async fn f_17_a_forged_host_at_the_callback_changes_nothing() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let headers = [
        ("host", "evil.example"),
        ("x-forwarded-host", "evil.example"),
    ];
    let answer = browser.get_with(&callback, &headers).await;
    answer.assert_sent_to("/me");
    // The strict server would have refused another redirect URI with the code.
    assert_eq!(world.server.count(CallKind::Token), 1);
    world.server.assert_all_accepted();
}
