//! Programs that have users of their own.

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::StatusCode;
use oauth_mock::MockServer;
use oauth_runtime::transport::BoxFuture;
use oauth_runtime::{Code, Error};

use crate::support::{Acme, Browser, app, builder, client, server_for, store};

#[derive(Clone)]
struct User(String);

/// The program's own login, as its layer tells it.
async fn logged_in(mut request: Request, next: Next) -> Response {
    let user = request.headers().get("x-user");
    let user = user.map(|user| User(user.to_str().unwrap().to_owned()));
    if let Some(user) = user {
        request.extensions_mut().insert(user);
    }
    next.run(request).await
}

async fn world() -> (MockServer, Router) {
    let server = server_for::<Acme>(&["acme"]).await;
    let acme = client::<Acme>(&server, &store());
    let oauth = builder()
        .provider("acme", acme, [])
        .accounts(|parts: &http::request::Parts| {
            parts.extensions.get::<User>().map(|user| user.0.clone())
        })
        .build()
        .unwrap();
    (server, app(&oauth).layer(from_fn(logged_in)))
}

async fn get(browser: &mut Browser, user: &str, path: &str) -> crate::support::Answer {
    let headers = [("accept", "text/html"), ("x-user", user)];
    browser.get_with(path, &headers).await
}

#[tokio::test]
async fn a_users_connection_is_theirs_in_every_browser() {
    let (server, app) = world().await;
    let (mut home, mut work) = (Browser::new(app.clone()), Browser::new(app));
    let begun = get(&mut home, "ada", "/oauth/acme/sign-in").await;
    let callback = server.authorize(begun.location()).await.unwrap();
    get(&mut home, "ada", &callback).await.assert_sent_to("/");
    assert_eq!(get(&mut work, "ada", "/maybe").await.body, "connected");
    assert_eq!(get(&mut home, "bob", "/maybe").await.body, "not connected");
    assert_eq!(get(&mut home, "", "/maybe").await.body, "not connected");
    assert!(
        home.cookies
            .keys()
            .all(|(name, _)| name != "__Host-oauth-acme")
    );
}

#[tokio::test]
async fn f_10_a_sign_in_ends_for_the_user_who_began_it() {
    let (server, app) = world().await;
    let mut browser = Browser::new(app);
    let begun = get(&mut browser, "ada", "/oauth/acme/sign-in").await;
    let callback = server.authorize(begun.location()).await.unwrap();
    for other in ["bob", ""] {
        get(&mut browser, other, &callback)
            .await
            .assert_refused(400, "E0409");
    }
    assert_eq!(
        get(&mut browser, "bob", "/maybe").await.body,
        "not connected"
    );
    get(&mut browser, "ada", &callback)
        .await
        .assert_sent_to("/");
}

#[tokio::test]
async fn nobody_signs_in_before_they_are_logged_in() {
    let (_server, app) = world().await;
    let mut browser = Browser::new(app);
    browser
        .get("/oauth/acme/sign-in")
        .await
        .assert_refused(401, "E0409");
    assert_eq!(browser.waiting(), 0);
}

/// A login that cannot be told.
struct Unknown;

impl oauth_axum::Accounts for Unknown {
    fn account<'a>(
        &'a self,
        _: &'a http::request::Parts,
    ) -> BoxFuture<'a, Result<Option<String>, Error>> {
        Box::pin(async {
            Err(Error::new(
                Code::StoreUnavailable,
                "the users are not there",
            ))
        })
    }
}

#[tokio::test]
async fn an_account_that_cannot_be_told_is_503() {
    let server = server_for::<Acme>(&["acme"]).await;
    let acme = client::<Acme>(&server, &store());
    let oauth = builder()
        .provider("acme", acme, [])
        .accounts(Unknown)
        .build()
        .unwrap();
    let mut browser = Browser::new(app(&oauth));
    for path in ["/maybe", "/me", "/oauth/acme/sign-in"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
    }
}
