//! Answers behind `#` and answers by a form.

use axum::Router;
use http::StatusCode;
use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;

use crate::support::{Browser, Form, Hash, app, builder, client, server_for, store};

async fn hash() -> (MockServer, Router) {
    let server = server_for::<Hash>(&["hash"]).await;
    let hash = client::<Hash>(&server, &store());
    let oauth = builder().provider("hash", hash, []).build().unwrap();
    (server, app(&oauth))
}

async fn form() -> (MockServer, Router) {
    let server = server_for::<Form>(&["form"]).await;
    let form = client::<Form>(&server, &store());
    let oauth = builder().provider("form", form, []).build().unwrap();
    (server, app(&oauth))
}

/// The value of an attribute that follows the name of a field.
fn field(page: &str, name: &str) -> String {
    let (before, after) = page.split_once(&format!("name=\"{name}\"")).unwrap();
    let (_, rest) = after
        .split_once("value=\"")
        .unwrap_or_else(|| before.rsplit_once("value=\"").unwrap());
    rest.split('"').next().unwrap().to_owned()
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Opens a callback and does what its page's script does.
async fn relayed(browser: &mut Browser, callback: &str) -> (String, String) {
    let page = browser.get(callback).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("/oauth/hash/callback"), "{}", page.body);
    let (_, behind) = callback.split_once('#').unwrap();
    (field(&page.body, "relay"), behind.to_owned())
}

#[tokio::test]
async fn an_answer_behind_the_hash_is_handed_over_once() {
    let (server, app) = hash().await;
    let mut browser = Browser::new(app);
    let callback = browser.callback(&server, "hash").await;
    let (nonce, behind) = relayed(&mut browser, &callback).await;
    let form = format!("relay={nonce}&response={}", encoded(&behind));
    browser
        .post("/oauth/hash/callback", &form)
        .await
        .assert_sent_to("/me");
    browser
        .post("/oauth/hash/callback", &form)
        .await
        .assert_refused(400, "E0409");
    assert_eq!(server.count(CallKind::Token), 1);
    server.assert_all_accepted();
}

#[tokio::test]
async fn a_pasted_address_works_as_well() {
    let (server, app) = hash().await;
    let mut browser = Browser::new(app);
    let callback = browser.callback(&server, "hash").await;
    let (nonce, _) = relayed(&mut browser, &callback).await;
    let form = format!("relay={nonce}&response=+{}%0D%0A", encoded(&callback));
    browser
        .post("/oauth/hash/callback", &form)
        .await
        .assert_sent_to("/me");
}

#[tokio::test]
async fn a_relayed_answer_needs_the_nonce_of_this_browser_and_this_site() {
    let (server, app) = hash().await;
    let (mut browser, mut mallory) = (Browser::new(app.clone()), Browser::new(app));
    let callback = browser.callback(&server, "hash").await;
    let (nonce, behind) = relayed(&mut browser, &callback).await;
    let foreign = mallory.callback(&server, "hash").await;
    let (other, _) = relayed(&mut mallory, &foreign).await;
    let behind = encoded(&behind);
    for nonce in [&other, "", "guess", &nonce[1..]] {
        let form = format!("relay={nonce}&response={behind}");
        browser
            .post("/oauth/hash/callback", &form)
            .await
            .assert_refused(400, "E0409");
    }
    let form = format!("relay={nonce}&response={behind}");
    for site in ["cross-site", "same-site"] {
        let headers = [("sec-fetch-site", site)];
        let answer = browser
            .post_with("/oauth/hash/callback", &form, &headers)
            .await;
        answer.assert_refused(400, "E0409");
    }
    assert_eq!(server.count(CallKind::Token), 0);
    // A browser that says nothing of the site has the nonce alone.
    browser
        .post_with("/oauth/hash/callback", &form, &[])
        .await
        .assert_sent_to("/me");
}

#[tokio::test]
async fn f_10_an_answer_behind_the_hash_of_another_browser_is_refused() {
    let (server, app) = hash().await;
    let (mut mallory, mut victim) = (Browser::new(app.clone()), Browser::new(app));
    let callback = mallory.callback(&server, "hash").await;
    victim.begin("hash").await;
    let (nonce, behind) = relayed(&mut victim, &callback).await;
    let form = format!("relay={nonce}&response={}", encoded(&behind));
    victim
        .post("/oauth/hash/callback", &form)
        .await
        .assert_refused(400, "E0401");
    assert_eq!(server.count(CallKind::Token), 0);
}

#[tokio::test]
async fn a_form_of_another_site_is_repeated_from_this_one() {
    let (server, app) = form().await;
    let mut browser = Browser::new(app);
    let url = browser.begin("form").await;
    let body = server.authorize(&url).await.unwrap();
    // `SameSite=Lax` keeps the cookies from a form of another site.
    let mut without = browser.clone();
    without.cookies.clear();
    let headers = [
        ("sec-fetch-site", "cross-site"),
        ("origin", "https://form.example"),
    ];
    let page = without
        .post_with("/oauth/form/callback", &body, &headers)
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.cookies().is_empty(), "the browser's own cookies stay");
    assert_eq!(server.count(CallKind::Token), 0);
    let names = ["code", "state", "oauth_repeated"];
    let fields =
        names.map(|name| format!("{name}={}", encoded(&unescaped(&field(&page.body, name)))));
    let repeated = fields.join("&");
    browser
        .post("/oauth/form/callback", &repeated)
        .await
        .assert_sent_to("/me");
    // A browser that has nothing to send along ends at a page, and not in a circle.
    without
        .post("/oauth/form/callback", &repeated)
        .await
        .assert_refused(400, "E0409");
    assert_eq!(server.count(CallKind::Token), 1);
    server.assert_all_accepted();
}

fn unescaped(text: &str) -> String {
    text.replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[tokio::test]
async fn f_18_forms_that_are_none_are_answered_by_a_page() {
    let (server, app) = form().await;
    let mut browser = Browser::new(app);
    let url = browser.begin("form").await;
    let body = server.authorize(&url).await.unwrap();
    let (_, state) = body.split_once("state=").unwrap();
    let state = state.split('&').next().unwrap();
    for (form, code) in [
        (format!("code=a&code=b&state={state}"), "E0402"),
        (format!("code=%ff&state={state}"), "E0408"),
        (format!("code={}&state={state}", "x".repeat(5_000)), "E0408"),
        (
            format!("code={}&state={state}", "x".repeat(70_000)),
            "E0408",
        ),
        (
            format!("code={}&state={state}", "x".repeat(1_000_000)),
            "E0408",
        ),
        ("code=%00&state=%00".to_owned(), "E0401"),
        (String::new(), "E0404"),
    ] {
        let answer = browser.post("/oauth/form/callback", &form).await;
        answer.assert_refused(400, code);
    }
    let json =
        http::Request::post("/oauth/form/callback").header("content-type", "application/json");
    let answer = browser.send(json.body("{}".into()).unwrap()).await;
    answer.assert_refused(400, "E0408");
    assert_eq!(server.count(CallKind::Token), 0);
    browser
        .post("/oauth/form/callback", &body)
        .await
        .assert_sent_to("/me");
}

#[tokio::test]
async fn f_11_a_form_that_is_sent_again_leads_on() {
    let (server, app) = form().await;
    let mut browser = Browser::new(app);
    let url = browser.begin("form").await;
    let body = server.authorize(&url).await.unwrap() + "&oauth_repeated=1";
    browser
        .post("/oauth/form/callback", &body)
        .await
        .assert_sent_to("/me");
    browser
        .post("/oauth/form/callback", &body)
        .await
        .assert_sent_to("/me");
    assert_eq!(server.count(CallKind::Token), 1);
}
