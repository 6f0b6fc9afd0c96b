//! API calls: the bearer's place, trust, redirects, links, envelope, limits.

use std::time::{Duration, SystemTime};

use oauth_runtime::spec::{Bearer, Method};
use oauth_runtime::{Code, DynClient, DynSession, Kept, Provider, TokenSet, oauth_provider};
use serde::Deserialize;

use crate::support::{TestClock, answer, json, replying};

/// An API with everything an API can declare.
#[oauth_provider(
    authorize = "https://id.envelope.example/authorize",
    token(url = "https://id.envelope.example/token", answer(keep(instance: Url("*.envelope.example")))),
    api(
        base = "{token.instance}",
        path = "/api/v2/",
        trust("pages.envelope.example"),
        bearer(header("x-token"), query("token", reason = "the vendor's second form")),
        headers("x-version" = "3"),
        renew_on(401),
        stop_on(410),
        lockout("/status" = "locked"),
        answer(success("/ok" = true), error = "/error", error_description = "/why"),
        rate_limit(limit = "x-limit", remaining = "x-left", reset = epoch("x-reset")),
    ),
)]
pub struct Envelope;

fn session(
    reply: impl Fn(usize, &oauth_runtime::wire::WireRequest) -> oauth_runtime::wire::WireResponse
    + Send
    + Sync
    + 'static,
    bearer: Option<Bearer>,
) -> (DynSession, crate::support::Sent) {
    let (transport, sent) = replying(move |number, request| Ok(reply(number, request)));
    let mut builder = DynClient::builder(Envelope::SPEC, &[], "app")
        .client_secret("s")
        .clock(TestClock::default())
        .transport(transport);
    if let Some(bearer) = bearer {
        builder = builder.bearer(bearer);
    }
    let mut tokens = TokenSet::new("CANARY-token", SystemTime::UNIX_EPOCH);
    tokens.kept = Kept::restore(
        Envelope::SPEC,
        [("instance", "https://eu.envelope.example")],
    )
    .unwrap();
    (builder.build().unwrap().session(tokens), sent)
}

#[tokio::test]
async fn the_bearer_travels_in_its_place_and_is_marked() {
    let (session, sent) = session(|_, _| json(r#"{"ok":true}"#), None);
    session
        .request(Method::Get, "things/1")
        .query("a b", "c&d")
        .send()
        .await
        .unwrap();
    let sent = sent.lock().unwrap();
    assert_eq!(
        sent[0].url,
        "https://eu.envelope.example/api/v2/things/1?a%20b=c%26d"
    );
    assert_eq!(sent[0].headers["x-token"], "CANARY-token");
    assert!(sent[0].headers["x-token"].is_sensitive());
    assert_eq!(sent[0].headers["x-version"], "3");
    assert!(!sent[0].headers.contains_key("authorization"));
    assert!(!format!("{:?}", sent[0]).contains("CANARY"));
}

#[tokio::test]
async fn two_bearers_cannot_be_sent() {
    let query = Bearer::Query { name: "token" };
    let (session, sent) = session(|_, _| json(r#"{"ok":true}"#), Some(query));
    for request in [
        session.request(Method::Get, "x").header("x-token", "other"),
        session
            .request(Method::Get, "x")
            .header("authorization", "Bearer other"),
        session.request(Method::Get, "x").query("token", "other"),
        session.request(Method::Get, "x?token=other"),
    ] {
        assert_eq!(request.send().await.unwrap_err().code(), Code::InputRefused);
    }
    assert!(sent.lock().unwrap().is_empty());
    session
        .request(Method::Get, "x")
        .query("q", 1)
        .send()
        .await
        .unwrap();
    let url = sent.lock().unwrap()[0].url.clone();
    assert_eq!(
        url,
        "https://eu.envelope.example/api/v2/x?q=1&token=CANARY-token"
    );
}

#[tokio::test]
async fn links_and_paths_stay_where_the_token_may_go() {
    let (session, sent) = session(|_, _| json(r#"{"ok":true}"#), None);
    for path in [
        "https://eu.envelope.example/api/v2/x?page=2",
        "https://pages.envelope.example/x",
        "/x",
        "x",
    ] {
        session.request(Method::Get, path).send().await.unwrap();
    }
    assert_eq!(sent.lock().unwrap().len(), 4);
    for (path, code) in [
        ("https://evil.example/x", Code::UntrustedHost),
        ("http://pages.envelope.example/x", Code::UntrustedHost),
        (
            "https://pages.envelope.example.evil.example/x",
            Code::UntrustedHost,
        ),
        ("https://u@pages.envelope.example/x", Code::UntrustedHost),
        ("https://us.envelope.example/x", Code::UntrustedHost),
        ("//evil.example/x", Code::InputRefused),
        ("../../x", Code::InputRefused),
        ("a/%2e%2e/x", Code::InputRefused),
        ("a\\..\\x", Code::InputRefused),
        ("a\nb", Code::InputRefused),
        ("a#b", Code::InputRefused),
    ] {
        let error = session.request(Method::Get, path).send().await.unwrap_err();
        assert_eq!(error.code(), code, "{path}");
    }
    assert_eq!(sent.lock().unwrap().len(), 4);
}

#[tokio::test]
async fn a_redirect_is_followed_on_its_own_origin_only() {
    let (session, sent) = session(
        |number, _| match number {
            0 => answer(307, &[("location", "/api/v2/moved")], ""),
            1 => json(r#"{"ok":true}"#),
            _ => answer(302, &[("location", "https://pages.envelope.example/x")], ""),
        },
        None,
    );
    session
        .request(Method::Post, "x")
        .body_json(&serde_json::json!({"a": 1}))
        .send()
        .await
        .unwrap();
    {
        let sent = sent.lock().unwrap();
        assert_eq!(sent[1].url, "https://eu.envelope.example/api/v2/moved");
        assert_eq!(
            (sent[1].method, sent[1].body.as_ref()),
            (Method::Post, &br#"{"a":1}"#[..])
        );
    }
    let error = session.request(Method::Get, "x").send().await.unwrap_err();
    assert_eq!(error.code(), Code::Redirected);
}

#[tokio::test]
async fn answers_are_told_apart() {
    for (response, code) in [
        (
            json(r#"{"ok":false,"error":"nope","why":"because CANARY-token"}"#),
            Code::ApiError,
        ),
        (answer(404, &[], r#"{"error":"none"}"#), Code::ApiError),
        (answer(403, &[], ""), Code::Forbidden),
        (answer(410, &[], ""), Code::Stopped),
        (
            answer(401, &[("retry-after", "240")], r#"{"status":"locked"}"#),
            Code::Lockout,
        ),
        (
            answer(429, &[("x-reset", "1795219230")], ""),
            Code::RateLimited,
        ),
        (answer(500, &[], "<html>"), Code::ApiError),
    ] {
        let reply = response.clone();
        let (session, sent) = session(move |_, _| reply.clone(), None);
        let error = session.request(Method::Get, "x").send().await.unwrap_err();
        assert_eq!(error.code(), code, "{response:?}");
        assert!(!format!("{error:?}").contains("CANARY"), "{error:?}");
        assert_eq!(
            sent.lock().unwrap().len(),
            1,
            "nothing is repeated: {response:?}"
        );
        match code {
            Code::Lockout => assert_eq!(error.retry_after(), Some(Duration::from_secs(240))),
            Code::RateLimited => assert_eq!(error.retry_after(), Some(Duration::from_secs(30))),
            Code::Stopped => {
                assert!(session.token().await.unwrap_err().is_reauth_required());
            }
            _ => (),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Counted {
    #[expect(dead_code, reason = "only its type matters")]
    count: u64,
}

#[tokio::test]
async fn a_body_of_another_form_is_not_quoted() {
    let (session, _) = session(|_, _| json(r#"{"ok":true,"count":"CANARY-value"}"#), None);
    let error = session
        .request(Method::Get, "x")
        .json::<Counted>()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::UnexpectedBody);
    assert!(!format!("{error} {error:?}").contains("CANARY"), "{error}");
}

#[tokio::test]
async fn the_rate_limit_is_read() {
    let headers = [
        ("x-limit", "5000"),
        ("x-left", "12"),
        ("x-reset", "1795219260"),
    ];
    let (session, _) = session(move |_, _| answer(200, &headers, r#"{"ok":true}"#), None);
    let limit = session
        .request(Method::Get, "x")
        .send()
        .await
        .unwrap()
        .rate_limit();
    assert_eq!((limit.limit, limit.remaining), (Some(5000), Some(12)));
    assert_eq!(limit.reset, Some(Duration::from_secs(60)));
}

#[test]
fn a_kept_host_is_checked_whenever_it_comes_back() {
    for value in [
        "https://evil.example",
        "http://eu.envelope.example",
        "https://envelope.example",
        "https://eu.envelope.example.evil.example",
        "https://u@eu.envelope.example",
        "https://eu.envelope.example:8443",
        "https://eu.envelope.example/../x",
    ] {
        let error = Kept::restore(Envelope::SPEC, [("instance", value)]).unwrap_err();
        assert_eq!(error.code(), Code::UntrustedHost, "{value}");
        assert_eq!(error.declaration_key(), Some("keep(instance)"));
    }
    assert!(Kept::restore(Envelope::SPEC, [("instance", "eu.envelope.example")]).is_ok());
}
