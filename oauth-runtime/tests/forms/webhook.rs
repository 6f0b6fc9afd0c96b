//! A code that the provider posts to the program, as Sentry's installations do.

use oauth_runtime::{Code, DynClient, NoVars, Provider, oauth_provider};

use crate::world::{Sent, TestClock, answering, ok, status};

/// The token endpoint is named by the webhook, and answers 201.
#[oauth_provider(
    callback(
        mode = webhook,
        code = "/data/installation/code",
        keep(installation: Uuid = "/data/installation/uuid"),
    ),
    token(
        url = "https://sentry.example/api/0/sentry-app-installations/{callback.installation}/authorizations/",
        place = json,
        answer(
            statuses(201),
            access_token = "token",
            refresh_token = "refreshToken",
            expires_at = "expiresAt",
        ),
    ),
    api = "https://sentry.example/api/0/",
)]
pub struct Sentry;

/// A browser brings its code.
#[oauth_provider(
    authorize = "https://plain.example/a",
    token = "https://plain.example/t"
)]
pub struct Plain;

const INSTALLATION: &str = "a8e5d37a-696c-4c54-adb5-b3f28d64c7de";

fn body() -> String {
    format!(
        r#"{{"action":"created","actor":{{"id":1}},"data":{{"installation":{{"uuid":"{INSTALLATION}","code":"c-1"}}}}}}"#
    )
}

fn client(answers: &[(u16, &str)]) -> (SentryClient, Sent, TestClock) {
    let (transport, sent) = answering(answers.iter().map(|(code, body)| status(*code, body)));
    let clock = TestClock::default();
    let client = SentryClient::builder(NoVars, "id-1")
        .client_secret("s-1")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    (client, sent, clock)
}

const FIRST: &str = r#"{"id":"38","token":"at-1","refreshToken":"rt-1","expiresAt":"2026-11-21T08:00:00.000Z","scopes":[]}"#;
const SECOND: &str = r#"{"id":"39","token":"at-2","refreshToken":"rt-2","expiresAt":"2026-11-21T16:00:00.000Z","scopes":[]}"#;

#[tokio::test]
async fn a_webhook_becomes_a_session_that_renews_at_the_same_place() {
    let (client, sent, clock) = client(&[(201, FIRST), (201, SECOND)]);
    let session = client
        .account(INSTALLATION)
        .finish_webhook(&body())
        .await
        .unwrap();
    let url = format!(
        "POST https://sentry.example/api/0/sentry-app-installations/{INSTALLATION}/authorizations/"
    );
    let exchange = r#"{"grant_type":"authorization_code","code":"c-1","client_id":"id-1","client_secret":"s-1"}"#;
    assert_eq!(sent.wire(0), (url.clone(), exchange.to_owned()));
    assert_eq!(
        session.extras().installation.unwrap().as_str(),
        INSTALLATION
    );
    assert_eq!(session.connection().account(), INSTALLATION);
    clock.advance(8 * 3600);
    assert_eq!(session.token().await.unwrap().expose(), "at-2");
    let refresh = r#"{"grant_type":"refresh_token","refresh_token":"rt-1","client_id":"id-1","client_secret":"s-1"}"#;
    assert_eq!(sent.wire(1), (url, refresh.to_owned()));
}

#[tokio::test]
async fn a_body_without_a_code_sends_nothing() {
    let (client, sent, _) = client(&[]);
    let evil = body().replace(INSTALLATION, "../../evil");
    let twice = body().replace("\"code\":", "\"code\":\"c-0\",\"code\":");
    for (body, code) in [
        ("", Code::UnreadableCallback),
        ("code=c-1", Code::UnreadableCallback),
        ("{}", Code::CodeMissing),
        (r#"{"code":"c-1"}"#, Code::CodeMissing),
        (
            r#"{"data":{"installation":{"code":null}}}"#,
            Code::CodeMissing,
        ),
        (
            r#"{"data":{"installation":{"code":"c-1"}}}"#,
            Code::ValueUnset,
        ),
        (&twice, Code::DuplicateParameter),
        (&evil, Code::UntrustedHost),
    ] {
        let error = client.finish_webhook(body).await.unwrap_err();
        assert_eq!(error.code(), code, "{body}: {error}");
        assert!(!error.to_string().contains("c-1"), "{error}");
    }
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn where_a_browser_brings_the_code_there_is_no_webhook() {
    let (transport, _) = answering([ok("{}")]);
    let client = DynClient::builder(Plain::SPEC, &[], "id-1")
        .transport(transport)
        .build()
        .unwrap();
    let error = client.finish_webhook(&body()).await.unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    let (client, ..) = self::client(&[]);
    let error = client
        .as_dyn()
        .authorize("https://me.example/cb", "")
        .begin()
        .unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
}
