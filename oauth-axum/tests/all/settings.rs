//! What is set up wrongly is told before the first request.

use oauth_axum::{Builder, OAuth};
use oauth_runtime::{Client, Code, Error, NoVars};

use crate::support::{Acme, AcmeScope, BASE, KEY, builder, client, server_for, store};

fn refused(builder: Builder) -> Error {
    builder.build().expect_err("it must not build")
}

#[tokio::test]
async fn every_wrong_setting_is_named() {
    let server = server_for::<Acme>(&[]).await;
    let store = store();
    let acme = || client::<Acme>(&server, &store);
    let with = |base: &str, key: &str| OAuth::builder(base, key).provider("acme", acme(), []);
    for (builder, key) in [
        (with("http://app.example", KEY), "base_url"),
        (with("app.example", KEY), "base_url"),
        (with(BASE, "short"), "key"),
        (with(BASE, &"change-me".repeat(20)), "key"),
        (with(BASE, KEY).older_key("short"), "key"),
        (with(BASE, KEY).return_to(["//evil.example"]), "return_to"),
        (with(BASE, KEY).prefix("oauth"), "prefix"),
        (with(BASE, KEY).prefix("/oauth/"), "prefix"),
        (with(BASE, KEY).prefix("/{name}"), "prefix"),
        (
            with(BASE, KEY).provider("acme", acme(), []).by_name(),
            "provider",
        ),
        (with(BASE, KEY).provider("other", acme(), []), "provider"),
        (
            with(BASE, KEY).provider("Other", acme(), []).by_name(),
            "provider",
        ),
        (
            with(BASE, KEY).provider("", acme(), []).by_name(),
            "provider",
        ),
        (
            with(BASE, KEY).provider("a/b", acme(), []).by_name(),
            "provider",
        ),
        (
            builder().provider_with("acme", acme(), |acme, _| {
                acme.authorize("https://elsewhere.example/cb", [])
            }),
            "provider_with",
        ),
        (
            builder().dyn_provider("acme", acme().as_dyn().clone(), "x".repeat(3_000)),
            "sessions",
        ),
    ] {
        let error = refused(builder);
        assert_eq!(error.code(), Code::SettingRefused, "{error}");
        assert_eq!(error.declaration_key(), Some(key), "{error}");
        assert!(!error.to_string().contains(KEY));
    }
    let error = refused(with(BASE, "short"));
    assert!(!error.to_string().contains("`short`"), "{error}");
}

#[tokio::test]
async fn a_client_without_store_is_refused() {
    let acme = Client::<Acme>::builder(NoVars, "client").build().unwrap();
    let error = refused(builder().provider("acme", acme, [AcmeScope::Read]));
    assert_eq!(error.code(), Code::StoreConfig);
    assert!(error.to_string().contains("`acme`"), "{error}");
}

#[tokio::test]
async fn what_is_to_be_registered_can_be_asked() {
    let server = server_for::<Acme>(&[]).await;
    let acme = client::<Acme>(&server, &store());
    let oauth = OAuth::builder("http://127.0.0.1:8080/tool/", KEY)
        .prefix("/auth/v2")
        .provider("acme", acme, [])
        .build()
        .unwrap();
    assert_eq!(
        oauth.redirect_uri("acme"),
        Some("http://127.0.0.1:8080/tool/auth/v2/acme/callback")
    );
    assert_eq!(
        oauth.sign_in_path("acme", "/a?b").as_deref(),
        Some("/tool/auth/v2/acme/sign-in?return_to=%2Fa%3Fb")
    );
    assert_eq!(
        oauth.sign_out_path("acme").as_deref(),
        Some("/tool/auth/v2/acme/sign-out")
    );
    assert_eq!(oauth.redirect_uri("other"), None);
    assert!(!format!("{oauth:?}").contains(KEY));
}

#[tokio::test]
async fn cookies_of_an_older_key_still_open() {
    let server = server_for::<Acme>(&["acme"]).await;
    let store = store();
    let newer = KEY.replace('3', "8");
    let keyed = |builder: Builder| {
        let acme = client::<Acme>(&server, &store);
        crate::support::app(&builder.provider("acme", acme, []).build().unwrap())
    };
    let before = keyed(OAuth::builder(BASE, KEY).return_to(["/", "/me"]));
    let mut browser = crate::support::Browser::new(before);
    browser.sign_in(&server, "acme").await;
    let after = keyed(OAuth::builder(BASE, newer.clone()).older_key(KEY));
    let mut later = crate::support::Browser::new(after);
    later.cookies = browser.cookies.clone();
    assert_eq!(later.get("/maybe").await.body, "connected");
    let mut without = crate::support::Browser::new(keyed(OAuth::builder(BASE, newer)));
    without.cookies = browser.cookies;
    assert_eq!(without.get("/maybe").await.body, "not connected");
}
