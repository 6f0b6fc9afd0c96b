//! Callbacks that are not what they should be (`f_08` to `f_11`, `f_18`).

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use oauth_mock::{Consent, Fault};
use oauth_runtime::spec::CallKind;
use tokio::sync::Barrier;

use crate::support::world;

/// The value of `state` as it stands in a callback.
fn state(callback: &str) -> &str {
    let (_, rest) = callback.split_once("state=").unwrap();
    rest.split('&').next().unwrap()
}

#[tokio::test]
async fn f_08_a_wrong_state_is_refused_and_the_sign_in_goes_on_waiting() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let own = state(&callback);
    for (stray, code) in [
        (callback.replace(&format!("&state={own}"), ""), "E0404"),
        (callback.replace(own, ""), "E0404"),
        (callback.replace(own, "guess"), "E0401"),
        (callback.replace(own, &own[1..]), "E0401"),
        ("/oauth/acme/callback".to_owned(), "E0404"),
        (
            "/oauth/acme/callback?error=access_denied".to_owned(),
            "E0404",
        ),
        (
            format!(
                "/oauth/acme/callback?error=access_denied&state={}",
                &own[1..]
            ),
            "E0401",
        ),
    ] {
        browser.get(&stray).await.assert_refused(400, code);
    }
    assert_eq!(world.codes(), 0);
    browser.get(&callback).await.assert_sent_to("/me");
}

#[tokio::test]
async fn f_10_the_callback_of_another_browser_is_refused() {
    let world = world().await;
    let (mut mallory, mut victim) = (world.browser(), world.browser());
    let callback = mallory.callback(&world.server, "acme").await;
    // A browser that never began, and one that waits for an answer of its own.
    victim.get(&callback).await.assert_refused(400, "E0409");
    let own = victim.callback(&world.server, "acme").await;
    victim.get(&callback).await.assert_refused(400, "E0401");
    assert_eq!(world.codes(), 0);
    assert_eq!(victim.get("/maybe").await.body, "not connected");
    victim.get(&own).await.assert_sent_to("/me");
}

#[tokio::test]
async fn f_10_a_planted_pending_cookie_is_bound_to_the_browser_that_began() {
    let world = world().await;
    let (mut mallory, mut victim) = (world.browser(), world.browser());
    let callback = mallory.callback(&world.server, "acme").await;
    victim.begin("acme").await;
    // Another host of the domain can set cookies, but none with `__Host-`.
    let planted = mallory.cookies.clone().into_iter();
    victim
        .cookies
        .extend(planted.filter(|((name, _), _)| !name.starts_with("__Host-")));
    victim.get(&callback).await.assert_refused(400, "E0409");
    assert_eq!(world.codes(), 0);
    assert_eq!(victim.get("/maybe").await.body, "not connected");
}

#[tokio::test]
async fn f_10_forged_and_swapped_cookies_are_nobodys() {
    let world = world().await;
    let mut browser = world.browser();
    browser.sign_in(&world.server, "acme").await;
    let account = ("__Host-oauth-acme".to_owned(), "/".to_owned());
    let is_other = |(name, path): &&(String, String)| name != "__Host-oauth-acme" && path != "/";
    let other = browser.cookies.keys().find(is_other).unwrap().clone();
    let sealed = browser.cookies[&account].clone();
    let mut flipped = sealed.clone().into_bytes();
    flipped[20] = if flipped[20] == b'A' { b'B' } else { b'A' };
    for forged in [
        browser.cookies[&other].clone(),
        String::from_utf8(flipped).unwrap(),
        "web-guess".to_owned(),
        String::new(),
    ] {
        browser.cookies.insert(account.clone(), forged);
        assert_eq!(browser.get("/maybe").await.body, "not connected");
    }
    browser.cookies.insert(account, sealed);
    assert_eq!(browser.get("/maybe").await.body, "connected");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn f_11_a_callback_that_comes_twice_at_once_uses_its_code_once() {
    const ROUNDS: usize = 1_000;
    let world = world().await;
    for round in 1..=ROUNDS {
        let mut browser = world.browser();
        let callback = browser.callback(&world.server, "acme").await;
        let barrier = Arc::new(Barrier::new(2));
        let hits = [browser.clone(), browser].map(|mut tab| {
            let (barrier, callback) = (barrier.clone(), callback.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                tab.get(&callback).await
            })
        });
        let mut done = 0;
        for hit in hits {
            let answer = hit.await.unwrap();
            match answer.status {
                StatusCode::SEE_OTHER => done += 1,
                _ => answer.assert_refused(409, "E0405"),
            }
        }
        assert!(done >= 1);
        assert_eq!(world.codes(), round);
    }
    assert_eq!(world.server.sign_ins(), ROUNDS);
    world.server.assert_all_accepted();
}

#[tokio::test]
async fn f_11_the_back_button_after_success_leads_on() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let before = browser.clone();
    browser.get(&callback).await.assert_sent_to("/me");
    browser.get(&callback).await.assert_sent_to("/me");
    // Loaded again before the first answer reached the browser.
    let mut reloaded = before.clone();
    reloaded.get(&callback).await.assert_sent_to("/me");
    assert_eq!(
        reloaded.get("/me").await.body,
        browser.get("/me").await.body
    );
    // With nobody signed in any more, it is a page with one way on.
    browser
        .post("/oauth/acme/sign-out", "")
        .await
        .assert_sent_to("/");
    browser.get(&callback).await.assert_refused(400, "E0409");
    before
        .clone()
        .get(&callback)
        .await
        .assert_refused(409, "E0405");
    assert_eq!(world.codes(), 1);
}

#[tokio::test]
async fn f_11_whoever_holds_the_pending_cookie_alone_gets_no_connection() {
    let world = world().await;
    let mut victim = world.browser();
    let callback = victim.callback(&world.server, "acme").await;
    let mut copy = victim.clone();
    victim.get(&callback).await.assert_sent_to("/me");
    // The copy does not know the code, so the account's name stays unknown to it.
    let state = state(&callback);
    let guess = format!("/oauth/acme/callback?code=guess&state={state}");
    copy.get(&guess).await.assert_refused(409, "E0405");
    assert_eq!(copy.get("/maybe").await.body, "not connected");
}

#[tokio::test]
async fn f_18_duplicates_and_unreadable_callbacks_are_answered_by_a_page() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let own = state(&callback).to_owned();
    let long = "x".repeat(5_000);
    let huge = "x".repeat(60_000);
    for (query, code) in [
        (format!("code=a&code=b&state={own}"), "E0402"),
        (format!("code=a&state={own}&state={own}"), "E0402"),
        (format!("code=%ff&state={own}"), "E0408"),
        (format!("code=%c0%af&state={own}"), "E0408"),
        (format!("code={long}&state={own}"), "E0408"),
        (format!("code={huge}&state={own}"), "E0408"),
        ("code=%00&state=%00".to_owned(), "E0401"),
        ("%".to_owned(), "E0404"),
        ("&&&=&".to_owned(), "E0404"),
        ("?code=a".to_owned(), "E0404"),
    ] {
        let answer = browser.get(&format!("/oauth/acme/callback?{query}")).await;
        answer.assert_refused(400, code);
    }
    assert_eq!(world.codes(), 0);
    browser.get(&callback).await.assert_sent_to("/me");
    let answer = browser
        .post("/oauth/acme/callback", &format!("code=a&state={own}"))
        .await;
    answer.assert_refused(400, "E0408");
}

#[tokio::test]
async fn a_refused_consent_ends_the_sign_in_with_the_providers_words() {
    let world = world().await;
    world.server.consent(Consent::Deny);
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let answer = browser.get(&callback).await;
    answer.assert_refused(403, "E0406");
    assert_eq!(browser.waiting(), 0);
    assert_eq!(world.codes(), 0);
}

#[tokio::test]
async fn an_error_page_shows_no_markup_of_the_provider_and_has_one_way_on() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let own = state(&callback);
    let query = format!(
        "error=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cimg%20src=x%3E%22%27&state={own}"
    );
    let answer = browser.get(&format!("/oauth/acme/callback?{query}")).await;
    answer.assert_refused(502, "E0350");
    assert!(!answer.body.contains("<script>alert") && !answer.body.contains("<img"));
    assert_eq!(browser.waiting(), 0);
}

#[tokio::test]
async fn a_sign_in_that_took_too_long_is_over() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    world.server.clock().advance(Duration::from_secs(601));
    browser.get(&callback).await.assert_refused(400, "E0410");
    assert_eq!((world.codes(), browser.waiting()), (0, 0));
}

#[tokio::test]
async fn an_exchange_that_fails_is_told_and_the_next_sign_in_works() {
    let world = world().await;
    let mut browser = world.browser();
    let callback = browser.callback(&world.server, "acme").await;
    let outage = serde_json::json!({"error": "temporarily_unavailable"});
    world
        .server
        .script(CallKind::Token, Fault::json(503, &outage));
    let answer = browser.get(&callback).await;
    assert_eq!(
        answer.status,
        StatusCode::SERVICE_UNAVAILABLE,
        "{}",
        answer.body
    );
    assert_eq!(browser.get("/maybe").await.body, "not connected");
    assert_eq!(browser.waiting(), 0);
    browser.sign_in(&world.server, "acme").await;
}
