//! The provider tells that a session ended there (OpenID Connect Back-Channel Logout 1.0).

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{Method, Request, StatusCode, header};
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{Client, NoVars, TokenSet, oauth_provider};
use tower::ServiceExt as _;

use crate::support::builder;

#[oauth_provider(
    issuer = "https://told.example",
    authorize = "https://told.example/authorize",
    token = "https://told.example/token",
    jwks = "https://told.example/jwks",
    id_token(algs(hs256))
)]
pub(crate) struct Told;

/// Signed with the client secret by another program, good until 2100; about `ada`.
const LOGOUT: &str = "eyJ0eXAiOiJsb2dvdXQrand0IiwiYWxnIjoiSFMyNTYifQ.eyJpc3MiOiJodHRwczovL3RvbGQuZXhhbXBsZSIsImF1ZCI6ImNsaWVudCIsInN1YiI6ImFkYSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjo0MTAyNDQ0ODAwLCJqdGkiOiJqLTEiLCJldmVudHMiOnsiaHR0cDovL3NjaGVtYXMub3BlbmlkLm5ldC9ldmVudC9iYWNrY2hhbm5lbC1sb2dvdXQiOnt9fX0.anBUMMnnDpS1yHBKWfJPIdGu-UiQFuXD5GBWhEspqAk";
/// ID tokens of the same issuer.
const ADA: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3RvbGQuZXhhbXBsZSIsImF1ZCI6ImNsaWVudCIsInN1YiI6ImFkYSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjo0MTAyNDQ0ODAwfQ.8w0T_UFPL_9lAHZv8c5zKGR9lNbkKsZ47hEQm8ENlxQ";
const EVE: &str = "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3RvbGQuZXhhbXBsZSIsImF1ZCI6ImNsaWVudCIsInN1YiI6ImV2ZSIsImlhdCI6MTcwMDAwMDAwMCwiZXhwIjo0MTAyNDQ0ODAwfQ.ZRNxiAcKjVYkUJzMeKQEsBMGJT-4r-Hk8MceT9_WWlo";

async fn post(app: &Router, media: &str, body: String) -> StatusCode {
    let request = Request::builder()
        .method(Method::POST)
        .uri("/oauth/told/back-channel-logout")
        .header(header::CONTENT_TYPE, media)
        .body(Body::from(body))
        .unwrap();
    let response = app.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    response.status()
}

#[tokio::test]
async fn a_logout_of_the_provider_ends_what_it_names() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let client = Client::<Told>::builder(NoVars, "client")
        .client_secret("secret")
        .store(Arc::new(MemoryStore::new()))
        .build()
        .unwrap();
    for (account, id_token) in [("1", ADA), ("2", EVE)] {
        let mut tokens = TokenSet::new("at-1", std::time::SystemTime::now());
        tokens.id_token = Some(id_token.into());
        client.account(account).adopt(tokens).await.unwrap();
    }
    let oauth = builder()
        .provider("told", client.clone(), [])
        .build()
        .unwrap();
    let app = oauth.attach(Router::new());
    let (signed, _) = LOGOUT.rsplit_once('.').unwrap();
    let bad = StatusCode::BAD_REQUEST;
    for (media, body) in [
        (FORM, String::new()),
        (FORM, "logout_token=".to_owned()),
        (FORM, format!("logout_token={signed}.AAAA")),
        (FORM, format!("logout_token={ADA}")),
        (
            "application/json",
            format!("{{\"logout_token\":\"{LOGOUT}\"}}"),
        ),
    ] {
        assert_eq!(post(&app, media, body).await, bad);
    }
    let ended = async |account: &str| {
        let stored = client.account(account).stored_session().await;
        stored.unwrap().is_none()
    };
    assert!(!ended("1").await);
    let good = format!("logout_token={LOGOUT}");
    assert_eq!(post(&app, FORM, good.clone()).await, StatusCode::OK);
    assert!(ended("1").await && !ended("2").await);
    assert_eq!(post(&app, FORM, good).await, bad, "it counts once");
}
