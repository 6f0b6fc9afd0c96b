//! What a handler that needs a connection does without one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Request, State};
use axum::routing::get;
use http::{StatusCode, header};
use oauth_axum::{Connected, OAuth};
use oauth_runtime::spec::CallKind;
use oauth_runtime::store::{
    ConnectionKey, Entry, Filter, Lease, Leased, MemoryStore, Owner, Revision, Store, StoreError,
    StoreErrorKind, Swap,
};
use oauth_runtime::transport::BoxFuture;

use crate::support::{Acme, AcmeScope, Browser, app, builder, client, server_for, store, world};

#[tokio::test]
async fn a_person_is_sent_to_the_sign_in_and_a_script_is_answered_401() {
    let world = world().await;
    let mut browser = world.browser();
    browser
        .get("/deep/7?tab=a%26b&x=y")
        .await
        .assert_sent_to("/oauth/acme/sign-in?return_to=%2Fdeep%2F7%3Ftab%3Da%2526b%26x%3Dy");
    for headers in [
        &[("accept", "application/json")][..],
        &[("accept", "*/*")],
        &[],
        &[("accept", "text/html"), ("sec-fetch-mode", "cors")],
    ] {
        let answer = browser.get_with("/me", headers).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{headers:?}");
        assert_eq!(
            answer.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        let problem: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(problem["sign_in"], "/oauth/acme/sign-in?return_to=%2Fme");
    }
    // A form cannot be sent again after the sign-in.
    let posted = browser
        .post_with("/me", "", &[("accept", "text/html")])
        .await;
    assert_eq!(posted.status, StatusCode::UNAUTHORIZED);
    assert_eq!(browser.get("/maybe").await.body, "not connected");
}

#[tokio::test]
async fn a_person_comes_back_to_the_page_that_needed_the_connection() {
    let world = world().await;
    let mut browser = world.browser();
    let sent = browser.get("/deep/7?tab=a%26b").await;
    let begun = browser.get(sent.location()).await;
    let callback = world.server.authorize(begun.location()).await.unwrap();
    browser
        .get(&callback)
        .await
        .assert_sent_to("/deep/7?tab=a%26b");
}

#[tokio::test]
async fn the_token_of_a_connection_is_renewed() {
    let world = world().await;
    let mut browser = world.browser();
    browser.sign_in(&world.server, "acme").await;
    let old = browser.get("/me").await.body;
    world.server.clock().advance(Duration::from_secs(3_601));
    assert_ne!(browser.get("/me").await.body, old);
    assert_eq!(world.server.count(CallKind::Refresh), 1);
}

#[tokio::test]
async fn what_the_provider_ended_is_signed_in_anew() {
    let world = world().await;
    let mut browser = world.browser();
    browser.sign_in(&world.server, "acme").await;
    world.server.revoke_all();
    world.server.clock().advance(Duration::from_secs(3_601));
    let oauth = &world.oauth;
    // The refused refresh leaves a tombstone, whoever met it.
    let cookies = browser.cookie_header("/me");
    let request = Request::get("/me")
        .header("cookie", cookies)
        .body(())
        .unwrap();
    let (parts, ()) = request.into_parts();
    let session = oauth
        .connected::<Acme>("acme", &parts)
        .await
        .unwrap()
        .unwrap();
    assert!(session.token().await.unwrap_err().is_reauth_required());
    browser
        .get("/me")
        .await
        .assert_sent_to("/oauth/acme/sign-in?return_to=%2Fme");
    browser.sign_in(&world.server, "acme").await;
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);
}

/// A store whose reads and writes fail when they are told to.
#[derive(Default)]
struct Failing {
    inner: MemoryStore,
    is_down: AtomicBool,
}

impl Failing {
    fn check(&self) -> Result<(), StoreError> {
        match self.is_down.load(Ordering::SeqCst) {
            true => Err(StoreError::new(StoreErrorKind::Unavailable, "it is down")),
            false => Ok(()),
        }
    }
}

impl Store for Failing {
    fn describe(&self) -> String {
        "a store that can fail".into()
    }

    fn read<'a>(
        &'a self,
        key: &'a ConnectionKey,
    ) -> BoxFuture<'a, Result<Option<Entry>, StoreError>> {
        Box::pin(async move {
            self.check()?;
            self.inner.read(key).await
        })
    }

    fn compare_and_swap<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Option<Revision>,
        value: &'a [u8],
        fence: Option<u64>,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        Box::pin(async move {
            self.check()?;
            let swapped = self.inner.compare_and_swap(key, expected, value, fence);
            swapped.await
        })
    }

    fn lease<'a>(
        &'a self,
        key: &'a ConnectionKey,
        owner: &'a Owner,
        ttl: Duration,
    ) -> BoxFuture<'a, Result<Leased, StoreError>> {
        self.inner.lease(key, owner, ttl)
    }

    fn release<'a>(
        &'a self,
        key: &'a ConnectionKey,
        lease: &'a Lease,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        self.inner.release(key, lease)
    }

    fn list<'a>(
        &'a self,
        filter: &'a Filter,
        after: Option<&'a ConnectionKey>,
        limit: usize,
    ) -> BoxFuture<'a, Result<Vec<ConnectionKey>, StoreError>> {
        self.inner.list(filter, after, limit)
    }

    fn delete<'a>(
        &'a self,
        key: &'a ConnectionKey,
        expected: Revision,
    ) -> BoxFuture<'a, Result<Swap, StoreError>> {
        self.inner.delete(key, expected)
    }
}

#[tokio::test]
async fn a_store_that_fails_is_503_and_nobody_is_taken_for_signed_out() {
    let server = server_for::<Acme>(&["acme"]).await;
    let failing = Arc::new(Failing::default());
    let store: Arc<dyn Store> = failing.clone();
    let acme = client::<Acme>(&server, &store);
    let oauth = builder().provider("acme", acme, []).build().unwrap();
    let mut browser = Browser::new(app(&oauth));
    browser.sign_in(&server, "acme").await;
    failing.is_down.store(true, Ordering::SeqCst);
    for path in ["/me", "/maybe"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        assert!(answer.body.contains("E0702"), "{}", answer.body);
    }
    let answer = browser.post("/oauth/acme/sign-out", "").await;
    answer.assert_refused(503, "E0702");
    failing.is_down.store(false, Ordering::SeqCst);
    assert_eq!(browser.get("/maybe").await.body, "connected");
}

#[tokio::test]
async fn a_handler_asks_by_name_from_any_state() {
    let server = server_for::<Acme>(&["one", "two"]).await;
    let store = store();
    let (one, two) = (
        client::<Acme>(&server, &store),
        client::<Acme>(&server, &store),
    );
    let oauth = builder()
        .provider("one", one, [AcmeScope::Read])
        .provider("two", two, [AcmeScope::Read])
        .by_name()
        .build()
        .unwrap();
    async fn named(State(oauth): State<OAuth>, request: Request) -> String {
        let (parts, _) = request.into_parts();
        let mut found = Vec::new();
        for name in ["one", "two"] {
            let typed = oauth.connected::<Acme>(name, &parts).await.unwrap();
            let untyped = oauth.connected_dyn(name, &parts).await.unwrap();
            assert_eq!(typed.is_some(), untyped.is_some());
            found.extend(typed.map(|_| name));
        }
        assert!(oauth.connected::<Acme>("three", &parts).await.is_err());
        found.join(" ")
    }
    let named = Router::new()
        .route("/named", get(named))
        .with_state(oauth.clone());
    let mut browser = Browser::new(app(&oauth).merge(named));
    browser.sign_in(&server, "two").await;
    assert_eq!(browser.get("/named").await.body, "two");
    assert_eq!(
        browser.get("/maybe").await.body,
        "not connected",
        "the type means the first"
    );
    browser.sign_in(&server, "one").await;
    assert_eq!(browser.get("/named").await.body, "one two");
    assert_eq!(browser.get("/maybe").await.body, "connected");
}

#[tokio::test]
async fn a_router_without_the_providers_says_what_is_missing() {
    async fn needs(_: Connected<Acme>) {}
    let mut browser = Browser::new(Router::new().route("/", get(needs)));
    let answer = browser.get("/").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.body.contains("E0609"), "{}", answer.body);
}

#[tokio::test]
async fn an_application_below_a_path_keeps_to_it() {
    let server = oauth_mock::MockServer::builder(<Acme as oauth_runtime::Provider>::SPEC)
        .redirect_uri("https://app.example/tool/oauth/acme/callback")
        .start()
        .await
        .unwrap();
    let acme = client::<Acme>(&server, &store());
    let oauth = OAuth::builder("https://app.example/tool", crate::support::KEY)
        .provider("acme", acme, [])
        .return_to(["/tool/me"])
        .build()
        .unwrap();
    for (app, is_nested) in [
        (Router::new().nest("/tool", app(&oauth)), true),
        // Behind a proxy that takes the path away.
        (app(&oauth), false),
    ] {
        let inner = |path: &str| match is_nested {
            true => path.to_owned(),
            false => path.strip_prefix("/tool").unwrap().to_owned(),
        };
        let mut browser = Browser::new(app);
        let sent = browser.get(&inner("/tool/me")).await;
        sent.assert_sent_to("/tool/oauth/acme/sign-in?return_to=%2Ftool%2Fme");
        let begun = browser.get(&inner(sent.location())).await;
        let callback = server.authorize(begun.location()).await.unwrap();
        let path = callback.strip_prefix("https://app.example").unwrap();
        // The cookies are those of the path that the browser sees.
        let request = Request::get(inner(path))
            .header("cookie", browser.cookie_header("/tool/oauth/acme/callback"));
        let answer = browser
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await;
        answer.assert_sent_to("/tool/me");
        assert_eq!(browser.get(&inner("/tool/me")).await.status, StatusCode::OK);
    }
}
