//! The example application: its length, and its whole way.

use http::StatusCode;
use oauth_accelo::Accelo;
use oauth_ioffice::Ioffice;
use oauth_mock::MockServer;
use oauth_runtime::Provider as _;
use serde_json::json;

use crate::support::{Browser, KEY};
use crate::two_providers::{Settings, app};

/// How many lines are neither blank nor a comment.
fn code_lines<'t>(lines: impl Iterator<Item = &'t str>) -> usize {
    lines
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .count()
}

#[test]
fn the_integration_is_at_most_25_lines() {
    let source = include_str!("../../examples/two_providers/app.rs");
    let (_, rest) = source.split_once("// integration begins").unwrap();
    let (own, _) = rest.split_once("// integration ends").unwrap();
    let lines = code_lines(own.lines());
    assert!((10..=25).contains(&lines), "{lines}");
}

#[test]
fn the_application_of_the_documentation_is_as_long_as_it_says() {
    let source = include_str!("../../src/lib.rs");
    let (_, rest) = source.split_once("//! ```no_run\n").unwrap();
    let (own, _) = rest.split_once("//! ```\n").unwrap();
    let lines = code_lines(own.lines().map(|line| line.trim_start_matches("//!")));
    assert!(
        source.contains(&format!("is {lines} lines of code")),
        "{lines}"
    );
}

/// A directory that is removed at the end.
struct Room(std::path::PathBuf);

impl Room {
    fn new() -> Self {
        let path = std::env::temp_dir().join(format!("oauth-axum-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_person_connects_both_providers_and_sees_what_their_apis_answer() {
    let base = "http://127.0.0.1:3000";
    let accelo = MockServer::builder(Accelo::SPEC)
        .client("accelo-id", Some("accelo-secret"))
        .redirect_uri(format!("{base}/oauth/accelo/callback"))
        .var("deployment", "customer")
        .api(
            "companies/1",
            json!({"response": {"id": "1", "name": "Acme & <Sons>"}, "meta": {"status": "ok"}}),
        )
        .start()
        .await
        .unwrap();
    let ioffice = MockServer::builder(Ioffice::SPEC)
        .client("ioffice-id", None)
        .redirect_uri(format!("{base}/oauth/ioffice/callback"))
        .var("site", "https://acme.iofficeconnect.com")
        .api("users/me", json!({"id": 1, "name": "Ada"}))
        .start()
        .await
        .unwrap();
    let room = Room::new();
    let settings = || Settings {
        base_url: base.into(),
        cookie_key: KEY.into(),
        store: format!("sqlite:{}", room.0.join("tokens.db").display()),
        accelo_deployment: "customer".into(),
        accelo_id: "accelo-id".into(),
        accelo_secret: "accelo-secret".into(),
        accelo_against: Some(accelo.origin().into()),
        ioffice_site: "https://acme.iofficeconnect.com".into(),
        ioffice_id: "ioffice-id".into(),
        ioffice_against: Some(ioffice.origin().into()),
    };
    let mut browser = Browser::new(app(settings()).await.unwrap());
    let front = browser.get("/").await.body;
    assert_eq!(front.matches("not connected").count(), 2, "{front}");

    let sent = browser.get("/companies/1").await;
    let begun = browser.get(sent.location()).await;
    let callback = accelo.authorize(begun.location()).await.unwrap();
    let callback = callback.strip_prefix(base).unwrap().to_owned();
    browser.get(&callback).await.assert_sent_to("/companies/1");
    let company = browser.get("/companies/1").await;
    assert!(
        company.body.contains("Acme &amp; &lt;Sons>"),
        "{}",
        company.body
    );

    let begun = browser.get("/oauth/ioffice/sign-in?return_to=/me").await;
    let callback = ioffice.authorize(begun.location()).await.unwrap();
    let (path, behind) = callback
        .strip_prefix(base)
        .unwrap()
        .split_once('#')
        .unwrap();
    let page = browser.get(path).await;
    assert_eq!(page.status, StatusCode::OK);
    let nonce = page.body.split("name=\"relay\"").nth(1).unwrap();
    let nonce = nonce
        .split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let response =
        percent_encoding::utf8_percent_encode(behind, percent_encoding::NON_ALPHANUMERIC);
    let form = format!("relay={nonce}&response={response}");
    browser
        .post("/oauth/ioffice/callback", &form)
        .await
        .assert_sent_to("/me");
    assert!(browser.get("/me").await.body.contains("Ada"));

    // Another process with the same settings knows the person as well.
    let mut restarted = Browser::new(app(settings()).await.unwrap());
    restarted.cookies = browser.cookies.clone();
    assert!(restarted.get("/companies/1").await.body.contains("Acme"));
    let out = restarted.post("/oauth/accelo/sign-out", "").await;
    out.assert_sent_to("/");
    let front = restarted.get("/").await.body;
    assert_eq!(front.matches("not connected").count(), 1, "{front}");
    accelo.assert_all_accepted();
    ioffice.assert_all_accepted();
}
