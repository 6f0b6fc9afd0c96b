//! iOFFICE's dialect, request by request, against a script of answers.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where an assumption of its own fails"
)]

#[path = "../../scripted.rs"]
mod scripted;

use std::time::{Duration, SystemTime};

use oauth_ioffice::oauth_runtime::spec::Method;
use oauth_ioffice::oauth_runtime::wire::WireRequest;
use oauth_ioffice::oauth_runtime::{Code, Expiry, Session, TokenSet};
use oauth_ioffice::{Ioffice, IofficeApi as _, IofficeClient, IofficeScope, IofficeVars};
use scripted::Scripted;

const TOKEN: &str =
    r#"{"token_type":"bearer","access_token":"at-3","expires_in":3600000,"refresh_token":"rt-3"}"#;
const API: &str = "https://acme.iofficeconnect.com/external/api/rest/v2";

fn client(script: &Scripted) -> IofficeClient {
    let vars = IofficeVars {
        site: "https://acme.iofficeconnect.com".parse().unwrap(),
    };
    IofficeClient::builder(vars, "io-demo")
        .transport(script.clone())
        .build()
        .unwrap()
}

fn session(script: &Scripted) -> Session<Ioffice> {
    let mut tokens = TokenSet::new("at-3", SystemTime::now());
    tokens.refresh_token = Some("rt-3".into());
    tokens.redirect_uri = Some("https://app.example/cb".to_owned());
    tokens.requested_scope = Some("email".to_owned());
    client(script).session(tokens)
}

/// The `x-` headers in alphabetical order.
fn own_headers(request: &WireRequest) -> Vec<(&str, &str)> {
    let mut headers: Vec<_> = request
        .headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("x-"))
        .map(|(name, value)| (name.as_str(), value.to_str().unwrap()))
        .collect();
    headers.sort_unstable();
    headers
}

#[tokio::test]
async fn the_code_comes_in_the_fragment_and_is_exchanged_in_headers() {
    let script = Scripted::answering([(200, TOKEN)]);
    let login = client(&script)
        .authorize("https://app.example/cb", [IofficeScope::Email])
        .state("s-3")
        .begin()
        .unwrap();
    assert_eq!(
        login.url(),
        "https://acme.iofficeconnect.com/login.html?response_type=code&client_id=io-demo\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcb&scope=email&state=s-3"
    );
    let session = login
        .finish("https://app.example/cb#code=ac-3&appCode=x1")
        .await
        .unwrap();
    assert_eq!(session.extras().app_code.as_deref(), Some("x1"));

    let requests = script.requests();
    assert_eq!(
        requests[0].url,
        "https://acme.iofficeconnect.com/external/api/oauth2/token"
    );
    assert!(requests[0].body.is_empty());
    assert_eq!(
        own_headers(&requests[0]),
        [
            ("x-auth-code", "ac-3"),
            ("x-client-id", "io-demo"),
            ("x-grant-type", "authorization_code"),
            ("x-redirect-uri", "https://app.example/cb"),
            ("x-scope", "email"),
        ]
    );
    let tokens = session.tokens();
    let hour = tokens
        .issued_at
        .checked_add(Duration::from_secs(3600))
        .unwrap();
    assert_eq!(tokens.expires, Expiry::At(hour));
}

#[tokio::test]
async fn a_password_is_traded_for_a_code_first() {
    let script = Scripted::answering([(200, r#"{"code":"ac-3"}"#), (200, TOKEN)]);
    client(&script)
        .code_request("testuser", "demo-password", "https://app.example/cb", [])
        .await
        .unwrap();
    let requests = script.requests();
    assert_eq!(
        requests[0].url,
        "https://acme.iofficeconnect.com/external/api/oauth2/auth"
    );
    assert_eq!(
        own_headers(&requests[0]),
        [
            ("x-auth-password", "demo-password"),
            ("x-auth-username", "testuser"),
            ("x-client-id", "io-demo"),
        ]
    );
    assert!(own_headers(&requests[1]).contains(&("x-scope", "email")));
}

#[tokio::test]
async fn a_403_renews_once_and_a_second_one_is_a_missing_right() {
    let over =
        r#"{"status":403,"error":"invalid_token","errorDescription":"over","localized":false}"#;
    let renewed = r#"{"token_type":"bearer","access_token":"at-4","expires_in":3600000,"refresh_token":"rt-4"}"#;
    let script = Scripted::answering([(403, over), (200, renewed), (200, r#"{"id":9}"#)]);
    assert_eq!(session(&script).me().await.unwrap().id, 9);
    let requests = script.requests();
    assert_eq!(own_headers(&requests[0]), [("x-access-token", "at-3")]);
    assert_eq!(
        own_headers(&requests[1]),
        [
            ("x-client-id", "io-demo"),
            ("x-grant-type", "refresh_token"),
            ("x-redirect-uri", "https://app.example/cb"),
            ("x-refresh-token", "rt-3"),
            ("x-scope", "email"),
        ]
    );
    assert_eq!(own_headers(&requests[2]), [("x-access-token", "at-4")]);

    let script = Scripted::answering([(403, over), (200, renewed), (403, over)]);
    let error = session(&script).me().await.unwrap_err();
    assert_eq!(error.code(), Code::Forbidden);
    assert_eq!(
        error.oauth_error().unwrap().description.as_deref(),
        Some("over")
    );
    assert_eq!(script.requests().len(), 3);
}

#[tokio::test]
async fn a_401_stops_the_session() {
    let script = Scripted::answering([(401, r#"{"status":401,"error":"access_denied"}"#)]);
    let session = session(&script);
    assert_eq!(session.me().await.unwrap_err().code(), Code::Stopped);
    assert!(session.me().await.unwrap_err().is_reauth_required());
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn pages_go_by_offset() {
    let script = Scripted::answering([
        (200, r#"[{"id":1},{"id":2}]"#),
        (200, r#"[{"id":3}]"#),
        (200, "[]"),
    ]);
    let session = session(&script);
    let list = session
        .rooms()
        .search("conference room")
        .order_by("name")
        .limit(2);
    let rooms = list.pages().all().await.unwrap();
    assert_eq!(
        rooms.iter().map(|room| room.id).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(
        session
            .buildings()
            .pages()
            .next_page()
            .await
            .unwrap()
            .is_none()
    );
    let urls: Vec<_> = script
        .requests()
        .into_iter()
        .map(|request| request.url)
        .collect();
    let query = "search=conference%20room&orderBy=name&orderByType=asc";
    assert_eq!(
        urls,
        [
            format!("{API}/rooms?{query}&startAt=0&limit=2"),
            format!("{API}/rooms?{query}&startAt=2&limit=2"),
            format!("{API}/buildings?startAt=0&limit=100"),
        ]
    );
}

#[tokio::test]
async fn a_reservation_is_checked_in() {
    let script = Scripted::answering([(200, r#"{"id":5,"startDate":1404410211910}"#)]);
    let reservation = session(&script).check_in(5).await.unwrap();
    assert!(reservation.start_date.is_some());
    let request = &script.requests()[0];
    assert_eq!(
        (request.method, request.url.as_str()),
        (Method::Put, &*format!("{API}/reservations/5/checkIn"))
    );
}

#[tokio::test]
async fn the_token_is_looked_at_and_revoked_in_a_header() {
    let script = Scripted::answering([(200, r#"{"user":"x"}"#), (200, ""), (200, "")]);
    let session = session(&script);
    assert!(session.introspect().await.unwrap().active);
    session.revoke().await.unwrap();
    let requests = script.requests();
    for request in &requests {
        assert_eq!(request.method, Method::Get);
        assert_eq!(own_headers(request).len(), 1);
        assert_eq!(own_headers(request)[0].0, "x-token");
    }
    assert!(requests[0].url.ends_with("/external/api/oauth2/tokeninfo"));
    assert!(requests[1].url.ends_with("/external/api/oauth2/revoke"));
}
