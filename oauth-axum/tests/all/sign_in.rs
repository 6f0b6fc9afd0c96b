//! The whole way: in, several times, and out.

use http::{Request, StatusCode};
use oauth_runtime::spec::CallKind;

use crate::support::{Acme, AcmeScope, Beta, app, builder, client, server_for, store, world};

#[tokio::test]
async fn a_person_signs_in_uses_the_api_and_signs_out() {
    let world = world().await;
    let mut browser = world.browser();
    browser
        .get("/me")
        .await
        .assert_sent_to("/oauth/acme/sign-in?return_to=%2Fme");
    let callback = browser.callback(&world.server, "acme").await;
    let answer = browser.get(&callback).await;
    answer.assert_sent_to("/me");
    assert!(answer.body.is_empty(), "the code leaves the address bar");
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);
    assert_eq!(browser.get("/maybe").await.body, "connected");

    let answer = browser
        .post("/oauth/acme/sign-out", "return_to=%2Fmaybe")
        .await;
    answer.assert_sent_to("/maybe");
    assert_eq!(browser.get("/maybe").await.body, "not connected");
    assert!(world.server.count(CallKind::Revoke) > 0);
    world.server.assert_all_accepted();
}

#[tokio::test]
async fn cookies_are_for_this_host_over_tls_and_out_of_reach_of_scripts() {
    let world = world().await;
    let mut browser = world.browser();
    let begun = browser.get("/oauth/acme/sign-in").await;
    let callback = world.server.authorize(begun.location()).await.unwrap();
    let came = browser.get(&callback).await;
    let lines = [begun.cookies(), came.cookies()].concat();
    assert_eq!(lines.len(), 5, "{lines:?}");
    for line in lines {
        for attribute in ["; HttpOnly", "; Secure", "; SameSite=Lax"] {
            assert!(line.contains(attribute), "{line}");
        }
        assert!(!line.contains("Domain"), "{line}");
        match line.starts_with("__Host-oauth") {
            true => assert!(
                line.contains("; Path=/;") || line.ends_with("; Path=/"),
                "{line}"
            ),
            false => {
                assert!(line.starts_with("__Secure-oauth.acme."), "{line}");
                assert!(line.contains("Path=/oauth/acme"), "{line}");
                assert!(line.contains("Max-Age=600"), "{line}");
            }
        }
    }
}

#[tokio::test]
async fn every_sign_in_makes_another_account_and_forgets_the_one_before() {
    let world = world().await;
    let mut browser = world.browser();
    browser.sign_in(&world.server, "acme").await;
    let first = browser.get("/me").await.body;
    let planted = browser.clone();
    browser.sign_in(&world.server, "acme").await;
    let second = browser.get("/me").await.body;
    assert_ne!(first, second);
    // Whoever holds the cookie of before has nothing of the second sign-in.
    let mut other = planted.clone();
    assert_eq!(other.get("/maybe").await.body, "not connected");
    let acme = client::<Acme>(&world.server, &world.store);
    assert_eq!(acme.connections().list().await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_people_have_two_accounts() {
    let world = world().await;
    let (mut ada, mut bob) = (world.browser(), world.browser());
    ada.sign_in(&world.server, "acme").await;
    bob.sign_in(&world.server, "acme").await;
    let (of_ada, of_bob) = (ada.get("/me").await.body, bob.get("/me").await.body);
    assert_ne!(of_ada, of_bob);
    ada.post("/oauth/acme/sign-out", "")
        .await
        .assert_sent_to("/");
    assert_eq!(ada.get("/maybe").await.body, "not connected");
    assert_eq!(bob.get("/me").await.body, of_bob);
}

#[tokio::test]
async fn sign_ins_in_several_tabs_end_in_any_order() {
    let world = world().await;
    let mut browser = world.browser();
    let mut callbacks = Vec::new();
    for _ in 0..3 {
        callbacks.push(browser.callback(&world.server, "acme").await);
    }
    for callback in callbacks.iter().rev() {
        browser.get(callback).await.assert_sent_to("/me");
        assert_eq!(browser.get("/maybe").await.body, "connected");
    }
    assert_eq!(world.codes(), 3);
}

#[tokio::test]
async fn tabs_that_begin_at_the_same_time_do_not_take_each_other_away() {
    let world = world().await;
    let mut browser = world.browser();
    let mut tabs = [browser.clone(), browser.clone(), browser.clone()];
    let mut callbacks = Vec::new();
    for tab in &mut tabs {
        callbacks.push(tab.callback(&world.server, "acme").await);
    }
    // Each began as if it were the first, and their answers came together.
    for tab in tabs {
        browser.cookies.extend(tab.cookies);
    }
    for callback in &callbacks {
        browser.get(callback).await.assert_sent_to("/me");
    }
    let left = browser
        .cookies
        .keys()
        .filter(|(name, _)| name.starts_with("__Host-"));
    assert_eq!(left.count(), 1, "the account alone stays");
}

#[tokio::test]
async fn two_providers_are_connected_at_once_and_signed_out_one_by_one() {
    let (acme, beta) = (
        server_for::<Acme>(&["acme"]).await,
        server_for::<Beta>(&["beta"]).await,
    );
    let store = store();
    let oauth = builder()
        .provider("acme", client::<Acme>(&acme, &store), [AcmeScope::Read])
        .provider("beta", client::<Beta>(&beta, &store), [])
        .build()
        .unwrap();
    let mut browser = crate::support::Browser::new(app(&oauth));
    // Both begin before either ends, and their answers come at the same time.
    let first = browser.callback(&acme, "acme").await;
    let second = browser.callback(&beta, "beta").await;
    let mut at_once = browser.clone();
    let answer = browser.get(&first).await;
    at_once.get(&second).await.assert_sent_to("/me");
    answer.assert_sent_to("/me");
    browser.cookies.extend(at_once.cookies);
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);
    assert_eq!(browser.get("/beta").await.status, StatusCode::OK);
    browser
        .post("/oauth/acme/sign-out", "")
        .await
        .assert_sent_to("/");
    assert_eq!(browser.get("/maybe").await.body, "not connected");
    assert_eq!(browser.get("/beta").await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_this_site_signs_out() {
    let world = world().await;
    let mut browser = world.browser();
    browser.sign_in(&world.server, "acme").await;
    for headers in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://app.example"),
        ],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://app.example")],
        &[("origin", "https://app.example.evil.example")],
        &[],
    ] {
        let answer = browser.post_with("/oauth/acme/sign-out", "", headers).await;
        answer.assert_refused(403, "E0409");
    }
    let get = browser.get("/oauth/acme/sign-out").await;
    assert_eq!(get.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(browser.get("/maybe").await.body, "connected");
    let own = [("origin", "https://app.example")];
    browser
        .post_with("/oauth/acme/sign-out", "", &own)
        .await
        .assert_sent_to("/");
    assert_eq!(browser.get("/maybe").await.body, "not connected");
}

#[tokio::test]
async fn a_link_of_another_site_asks_before_it_begins() {
    let world = world().await;
    let mut browser = world.browser();
    for site in ["cross-site", "same-site"] {
        let headers = [("sec-fetch-site", site)];
        let answer = browser
            .get_with("/oauth/acme/sign-in?return_to=/me", &headers)
            .await;
        answer.assert_refused(403, "E0409");
        assert!(
            answer.body.contains("/oauth/acme/sign-in?return_to=%2Fme"),
            "{}",
            answer.body
        );
        assert_eq!(browser.waiting(), 0);
    }
    let typed = [("sec-fetch-site", "none")];
    let answer = browser.get_with("/oauth/acme/sign-in", &typed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn nothing_begins_or_ends_unless_a_person_opens_it() {
    let world = world().await;
    let mut browser = world.browser();
    let prefetch = [("sec-purpose", "prefetch;prerender")];
    let answer = browser.get_with("/oauth/acme/sign-in", &prefetch).await;
    assert_eq!(
        (answer.status, browser.waiting()),
        (StatusCode::SERVICE_UNAVAILABLE, 0)
    );
    let callback = browser.callback(&world.server, "acme").await;
    let target = callback.strip_prefix("https://app.example").unwrap();
    for path in ["/oauth/acme/sign-in", target] {
        let head = Request::head(path).body(axum::body::Body::empty()).unwrap();
        let answer = browser.send(head).await;
        assert!(!answer.status.is_success() && !answer.status.is_redirection());
    }
    assert_eq!(world.codes(), 0);
    browser.get(&callback).await.assert_sent_to("/me");
}

#[tokio::test]
async fn a_browser_keeps_the_newest_five_sign_ins() {
    let world = world().await;
    let mut browser = world.browser();
    let oldest = browser.callback(&world.server, "acme").await;
    let mut newest = String::new();
    for _ in 0..30 {
        newest = browser.callback(&world.server, "acme").await;
        assert!(browser.waiting() <= 5);
        assert!(browser.cookie_header("/oauth/acme/callback").len() < 6_000);
    }
    browser.get(&oldest).await.assert_refused(400, "E0401");
    browser.get(&newest).await.assert_sent_to("/me");
}
