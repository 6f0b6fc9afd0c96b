//! The same in the program's own `tower-sessions`.

use axum::Router;
use oauth_axum::TowerSessions;
use oauth_mock::MockServer;
use tower_sessions::cookie::SameSite;
use tower_sessions::{MemoryStore, SessionManagerLayer};

use crate::support::{Acme, Browser, app, builder, client, server_for, store};

async fn world() -> (MockServer, Router) {
    let server = server_for::<Acme>(&["acme"]).await;
    let acme = client::<Acme>(&server, &store());
    let oauth = builder()
        .provider("acme", acme, [])
        .sessions(TowerSessions)
        .build()
        .unwrap();
    let sessions = SessionManagerLayer::new(MemoryStore::default()).with_same_site(SameSite::Lax);
    (server, app(&oauth).layer(sessions))
}

#[tokio::test]
async fn a_person_signs_in_and_out_with_a_session_and_no_other_cookie() {
    let (server, app) = world().await;
    let mut browser = Browser::new(app);
    let url = browser.begin("acme").await;
    let before = browser.cookies.clone();
    assert_eq!(before.len(), 1);
    let callback = server.authorize(&url).await.unwrap();
    browser.get(&callback).await.assert_sent_to("/me");
    assert_eq!(browser.cookies.len(), 1);
    assert_ne!(browser.cookies, before, "the session has another id now");
    assert_eq!(browser.get("/maybe").await.body, "connected");
    browser.get(&callback).await.assert_sent_to("/me");
    // A session id that was planted before is worth nothing after.
    let mut planted = browser.clone();
    planted.cookies = before;
    assert_eq!(planted.get("/maybe").await.body, "not connected");
    browser
        .post("/oauth/acme/sign-out", "")
        .await
        .assert_sent_to("/");
    assert_eq!(browser.get("/maybe").await.body, "not connected");
    server.assert_all_accepted();
}

#[tokio::test]
async fn f_10_the_callback_of_another_session_is_refused() {
    let (server, app) = world().await;
    let (mut mallory, mut victim) = (Browser::new(app.clone()), Browser::new(app));
    let callback = mallory.callback(&server, "acme").await;
    victim.get(&callback).await.assert_refused(400, "E0409");
    let own = victim.callback(&server, "acme").await;
    victim.get(&callback).await.assert_refused(400, "E0401");
    assert_eq!(victim.get("/maybe").await.body, "not connected");
    assert_eq!(server.sign_ins(), 0);
    victim.get(&own).await.assert_sent_to("/me");
}

#[tokio::test]
async fn several_tabs_of_one_session_end_in_any_order() {
    let (server, app) = world().await;
    let mut browser = Browser::new(app);
    let first = browser.callback(&server, "acme").await;
    let second = browser.callback(&server, "acme").await;
    browser.get(&second).await.assert_sent_to("/me");
    browser.get(&first).await.assert_sent_to("/me");
    for _ in 0..20 {
        browser.begin("acme").await;
    }
    browser
        .get("/oauth/acme/callback?code=a&state=b")
        .await
        .assert_refused(400, "E0401");
}

#[tokio::test]
async fn a_router_without_the_session_layer_says_so() {
    let server = server_for::<Acme>(&["acme"]).await;
    let acme = client::<Acme>(&server, &store());
    let oauth = builder()
        .provider("acme", acme, [])
        .sessions(TowerSessions)
        .build()
        .unwrap();
    let mut browser = Browser::new(app(&oauth));
    browser
        .get("/oauth/acme/sign-in")
        .await
        .assert_refused(500, "E0609");
}
