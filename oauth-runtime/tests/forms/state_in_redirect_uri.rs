//! Providers that know no `state` and bring the query of the redirect URI back.

use std::sync::{Arc, Mutex};

use oauth_runtime::wire::Explained;
use oauth_runtime::{Code, NoVars, oauth_provider};

use crate::world::{answering, ok, status};

/// The exchange wants the same redirect URI.
#[oauth_provider(
    authorize(url = "https://www.mix.example/oauth/authorize", omit(scope)),
    token = "https://www.mix.example/oauth/access_token",
    refresh = none,
    pkce = none(reason = "the vendor rejects unknown parameters"),
    callback(state = in_redirect_uri, denied("user_denied")),
)]
pub struct Mix;

/// Neither exchange nor names are as in the RFC; what comes back stands behind `#`.
#[oauth_provider(
    authorize(
        url = "https://connect.dee.example/oauth/auth.php",
        names(client_id = "app_id"),
        omit(response_type),
    ),
    token(url = "https://connect.dee.example/oauth/access_token.php", omit(redirect_uri, grant_type)),
    callback(mode = fragment, state("s t", in_redirect_uri), error = "error_reason"),
)]
pub struct Dee;

const REDIRECT: &str = "https://me.example/cb";

#[tokio::test]
async fn the_state_travels_in_the_redirect_uri_both_times() {
    let (transport, sent) = answering([ok(r#"{"access_token":"at-1"}"#)]);
    let client = MixClient::builder(NoVars, "id-1")
        .client_secret("secret-1")
        .transport(transport)
        .build()
        .unwrap();
    let login = client.authorize(REDIRECT, []).state("S&1").begin().unwrap();
    assert_eq!(
        login.url(),
        "https://www.mix.example/oauth/authorize?response_type=code&client_id=id-1&redirect_uri=https%3A%2F%2Fme.example%2Fcb%3Fstate%3DS%25261"
    );
    assert_eq!(login.pending().redirect_uri(), Some(REDIRECT));
    let back = "https://me.example/cb?state=S%261&code=c-1";
    let session = login.finish(back).await.unwrap();
    assert_eq!(
        sent.wire(0).1,
        "grant_type=authorization_code&code=c-1&redirect_uri=https%3A%2F%2Fme.example%2Fcb%3Fstate%3DS%25261&client_id=id-1&client_secret=secret-1"
    );
    // What a later request sends is the one that is registered.
    assert_eq!(session.tokens().redirect_uri.as_deref(), Some(REDIRECT));
}

#[tokio::test]
async fn a_callback_without_it_or_with_another_is_refused() {
    let (transport, sent) = answering([]);
    let client = MixClient::builder(NoVars, "id-1")
        .transport(transport)
        .build()
        .unwrap();
    let login = client.authorize(REDIRECT, []).state("S").begin().unwrap();
    for (back, code) in [
        ("https://me.example/cb?code=c-1", Code::StateMissing),
        ("https://me.example/cb?state=&code=c-1", Code::StateMissing),
        (
            "https://me.example/cb?state=T&code=c-1",
            Code::StateMismatch,
        ),
        (
            "https://me.example/cb?state=S&state=S&code=c-1",
            Code::DuplicateParameter,
        ),
        ("https://me.example/cb?code=c-1#state=S", Code::StateMissing),
        (
            "https://me.example/cb?state=S&error=user_denied",
            Code::AccessDenied,
        ),
    ] {
        let error = login.finish(back).await.unwrap_err();
        assert_eq!(error.code(), code, "{back}");
    }
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn it_is_found_in_the_query_while_the_code_is_behind_the_hash() {
    let (transport, sent) = answering([ok(r#"{"access_token":"at-1"}"#)]);
    let client = DeeClient::builder(NoVars, "id-1")
        .transport(transport)
        .build()
        .unwrap();
    let login = client
        .authorize("https://me.example/cb?tenant=7", [])
        .state("S")
        .begin()
        .unwrap();
    assert!(
        login.url().contains(
            "?app_id=id-1&redirect_uri=https%3A%2F%2Fme.example%2Fcb%3Ftenant%3D7%26s%2520t%3DS&code_challenge="
        ),
        "{}",
        login.url()
    );
    login
        .finish("https://me.example/cb?tenant=7&s%20t=S#code=c-1")
        .await
        .unwrap();
    assert!(!sent.wire(0).1.contains("redirect_uri"));
}

#[tokio::test]
async fn neither_pages_nor_errors_show_the_state() {
    let (transport, _) = answering([status(400, r#"{"error":"invalid_grant"}"#)]);
    let pages = Arc::new(Mutex::new(String::new()));
    let log = pages.clone();
    let client = MixClient::builder(NoVars, "id-1")
        .transport(transport)
        .observer(move |page: &Explained| log.lock().unwrap().push_str(&page.to_string()))
        .build()
        .unwrap();
    let login = client
        .authorize(REDIRECT, [])
        .state("hidden-1")
        .begin()
        .unwrap();
    let back = "https://me.example/cb?state=hidden-1&code=c-1";
    let error = login.finish(back).await.unwrap_err();
    let seen = format!("{}{error}{error:?}", pages.lock().unwrap());
    assert!(seen.contains("‹redirect_uri with state›"), "{seen}");
    assert!(seen.contains("`https://me.example/cb`"), "{seen}");
    assert!(!seen.contains("hidden-1"), "{seen}");
}
