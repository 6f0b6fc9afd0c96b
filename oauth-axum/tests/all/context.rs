//! Answers of another server, provider or tenant (`f_12` to `f_15`).

use axum::Router;
use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Client, Provider};

use crate::support::{
    Acme, BASE, Beta, Browser, Issued, Many, ManyVars, app, builder, client, server_for, store,
};

async fn issued() -> (MockServer, Router) {
    let server = server_for::<Issued>(&["issued"]).await;
    let issued = client::<Issued>(&server, &store());
    let oauth = builder().provider("issued", issued, []).build().unwrap();
    (server, app(&oauth))
}

/// The callback with another `iss`, or none.
fn with_issuer(callback: &str, issuer: Option<&str>) -> String {
    let (before, own) = callback.split_once("&iss=").unwrap();
    let rest = own
        .split_once('&')
        .map_or(String::new(), |(_, rest)| format!("&{rest}"));
    let issuer = issuer.map_or(String::new(), |issuer| format!("&iss={issuer}"));
    format!("{before}{rest}{issuer}")
}

#[tokio::test]
async fn f_12_the_code_of_another_issuer_is_never_sent() {
    let (server, app) = issued().await;
    let mut browser = Browser::new(app);
    let callback = browser.callback(&server, "issued").await;
    let mixed = with_issuer(&callback, Some("https%3A%2F%2Fevil.example"));
    let answer = browser
        .get(&format!("{mixed}&error_description=click-here"))
        .await;
    answer.assert_refused(400, "E0403");
    assert!(!answer.body.contains("click-here"));
    assert_eq!(server.count(CallKind::Token), 0);
}

#[tokio::test]
async fn f_13_a_promised_issuer_that_is_missing_is_refused() {
    let (server, app) = issued().await;
    let mut browser = Browser::new(app);
    let callback = browser.callback(&server, "issued").await;
    let answer = browser.get(&with_issuer(&callback, None)).await;
    answer.assert_refused(400, "E0403");
    assert_eq!(server.count(CallKind::Token), 0);
}

#[tokio::test]
async fn f_14_an_issuer_is_compared_byte_by_byte() {
    let (server, app) = issued().await;
    for issuer in [
        "https%3A%2F%2Fas.example%2F",
        "https%3A%2F%2FAS.example",
        "https%3A%2F%2Fas.example%3A443",
        "HTTPS%3A%2F%2Fas.example",
        "http%3A%2F%2Fas.example",
        "https%3A%2F%2Fas.example%2F.",
        "",
    ] {
        let mut browser = Browser::new(app.clone());
        let callback = browser.callback(&server, "issued").await;
        let answer = browser.get(&with_issuer(&callback, Some(issuer))).await;
        answer.assert_refused(400, "E0403");
    }
    assert_eq!(server.count(CallKind::Token), 0);
    let mut browser = Browser::new(app);
    browser.sign_in(&server, "issued").await;
}

#[tokio::test]
async fn f_15_the_answer_of_one_provider_on_the_path_of_another_is_refused() {
    let (acme, beta) = (
        server_for::<Acme>(&["acme"]).await,
        server_for::<Beta>(&["beta"]).await,
    );
    let store = store();
    let oauth = builder()
        .provider("acme", client::<Acme>(&acme, &store), [])
        .provider("beta", client::<Beta>(&beta, &store), [])
        .build()
        .unwrap();
    let mut browser = Browser::new(app(&oauth));
    let of_acme = browser.callback(&acme, "acme").await;
    let crossed = of_acme.replace("/acme/", "/beta/");
    browser.get(&crossed).await.assert_refused(400, "E0409");
    // Also where that one waits for an answer of its own.
    let of_beta = browser.callback(&beta, "beta").await;
    browser.get(&crossed).await.assert_refused(400, "E0401");
    assert_eq!(
        (acme.count(CallKind::Token), beta.count(CallKind::Token)),
        (0, 0)
    );
    browser.get(&of_beta).await.assert_sent_to("/me");
    browser.get(&of_acme).await.assert_sent_to("/me");
}

#[tokio::test]
async fn f_15_two_tenants_have_two_redirect_uris_and_keep_to_them() {
    let server = MockServer::builder(Many::SPEC)
        .redirect_uri(format!("{BASE}/oauth/north/callback"))
        .redirect_uri(format!("{BASE}/oauth/south/callback"))
        .start()
        .await
        .unwrap();
    let store = store();
    let tenant = |name: &str| {
        let tenant = name.parse().unwrap();
        Client::<Many>::builder(ManyVars { tenant }, "client")
            .client_secret("secret")
            .against(server.origin())
            .clock(server.clock())
            .store(store.clone())
            .build()
            .unwrap()
    };
    let oauth = builder()
        .provider("north", tenant("north"), [])
        .provider("south", tenant("south"), [])
        .by_name()
        .build()
        .unwrap();
    assert_ne!(oauth.redirect_uri("north"), oauth.redirect_uri("south"));
    let mut browser = Browser::new(app(&oauth));
    let north = browser.callback(&server, "north").await;
    browser.begin("south").await;
    let crossed = north.replace("/north/", "/south/");
    browser.get(&crossed).await.assert_refused(400, "E0401");
    // Even a pending sign-in that is carried over counts in its own place only.
    for ((name, path), value) in browser.cookies.clone() {
        if path == "/oauth/north" {
            let renamed = (name.replace("north", "south"), "/oauth/south".to_owned());
            browser.cookies.insert(renamed, value);
        }
    }
    browser.get(&crossed).await.assert_refused(400, "E0401");
    assert_eq!(server.count(CallKind::Token), 0);
    browser.get(&north).await.assert_sent_to("/me");
}
