//! Where the token travels.

use http_body_util::Full;
use oauth_middleware::OAuthLayer;
use oauth_runtime::Code;
use oauth_runtime::spec::Bearer;

use crate::world::{Recorder, post, server, session, through};

const URL: &str = "https://api.acme.example/v1/things?page=2";

#[tokio::test]
async fn the_token_goes_where_the_declaration_puts_it() {
    let server = server().await;
    for (bearer, name) in [
        (None, "authorization"),
        (
            Some(Bearer::Header {
                name: "x-access-token",
            }),
            "x-access-token",
        ),
        (Some(Bearer::Cookie { name: "SESSION" }), "cookie"),
    ] {
        let session = session(&server, bearer).await;
        let token = session.token().await.unwrap().expose().to_owned();
        let recorder = Recorder::default();
        let layer = OAuthLayer::new(session);
        through(&layer, &recorder, post(URL, "{}")).await.unwrap();
        let seen = recorder.seen();
        let carried = &seen[0].headers[name];
        assert!(carried.to_str().unwrap().contains(&token), "{name}");
        assert!(carried.is_sensitive(), "{name}");
        assert_eq!(seen[0].uri, URL);
        assert_eq!(seen[0].body, "{}");
        assert_eq!(seen[0].headers["x-version"], "3");
        let all = ["authorization", "x-access-token", "cookie"];
        let carriers = all.iter().filter(|n| seen[0].headers.contains_key(**n));
        assert_eq!(carriers.count(), 1, "{name}");
        assert!(!format!("{layer:?}").contains(&token));
    }
}

#[tokio::test]
async fn a_token_in_the_query_stands_behind_the_callers_own() {
    let server = server().await;
    let query = Bearer::Query {
        name: "access_token",
    };
    let session = session(&server, Some(query)).await;
    let token = session.token().await.unwrap().expose().to_owned();
    let encoded = token
        .replace('+', "%2B")
        .replace('/', "%2F")
        .replace('=', "%3D");
    let recorder = Recorder::default();
    let layer = OAuthLayer::new(session);
    through(&layer, &recorder, post(URL, "")).await.unwrap();
    let seen = recorder.seen();
    assert_eq!(seen[0].uri, format!("{URL}&access_token={encoded}"));
    assert!(!seen[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn the_callers_own_headers_stay() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let recorder = Recorder::default();
    let mut request = post(URL, "");
    request
        .headers_mut()
        .insert("x-version", "4".parse().unwrap());
    request
        .headers_mut()
        .insert("accept", "text/csv".parse().unwrap());
    through(&layer, &recorder, request).await.unwrap();
    let seen = recorder.seen();
    assert_eq!(seen[0].headers["x-version"], "4");
    assert_eq!(seen[0].headers["accept"], "text/csv");
}

#[tokio::test]
async fn two_tokens_in_one_request_are_refused() {
    let server = server().await;
    let layer = OAuthLayer::new(session(&server, None).await);
    let recorder = Recorder::default();
    for name in ["authorization", "x-access-token", "cookie"] {
        let mut request = post(URL, "");
        request.headers_mut().insert(name, "other".parse().unwrap());
        let error = through(&layer, &recorder, request).await.unwrap_err();
        let oauth_middleware::MiddlewareError::OAuth(error) = error else {
            panic!("{error:?}");
        };
        assert_eq!(error.code(), Code::InputRefused, "{name}");
    }
    assert!(recorder.seen().is_empty());
}

#[tokio::test]
async fn a_websocket_handshake_carries_the_token_and_keeps_its_scheme() {
    let server = server().await;
    let session = session(&server, None).await;
    let mut request = http::Request::get("wss://api.acme.example/v1/feed?since=4")
        .body(Full::<bytes::Bytes>::default())
        .unwrap();
    let seen = session.authorize(&mut request).await.unwrap();
    assert_eq!(
        request.uri().to_string(),
        "wss://api.acme.example/v1/feed?since=4"
    );
    assert!(request.headers()["authorization"].is_sensitive());
    let before = session.token().await.unwrap().version();
    assert!(
        !session
            .renew_after(seen, 200, request.headers(), b"")
            .await
            .unwrap()
    );
    assert!(
        session
            .renew_after(seen, 401, request.headers(), b"")
            .await
            .unwrap()
    );
    // The same refusal, told once more: somebody has renewed since.
    assert!(
        session
            .renew_after(seen, 401, request.headers(), b"")
            .await
            .unwrap()
    );
    assert_eq!(session.token().await.unwrap().version(), before + 1);
}
