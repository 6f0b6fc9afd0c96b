//! The examples of RFC 8628 §3.1 to §3.5, byte by byte, written from the RFC.

use std::time::Duration;

use http::header::{ACCEPT, CONTENT_TYPE};
use oauth_mock::MockClock;
use oauth_runtime::wire::WireRequest;
use oauth_runtime::{DevicePoll, NoVars, oauth_provider};

use crate::support::{answer, body_text, replying};

/// The server of the RFC's examples.
#[oauth_provider(
    device = "https://server.example.com/device_authorization",
    token = "https://server.example.com/token",
    scopes(Example = "example_scope")
)]
pub struct Rfc;

const ISSUED: &str = r#"{
   "device_code": "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS",
   "user_code": "WDJB-MJHT",
   "verification_uri": "https://example.com/device",
   "verification_uri_complete":
       "https://example.com/device?user_code=WDJB-MJHT",
   "expires_in": 1800,
   "interval": 5
 }"#;

const JSON: &[(&str, &str)] = &[
    ("content-type", "application/json"),
    ("cache-control", "no-store"),
];

fn check(request: &WireRequest, url: &str, body: &str) {
    assert_eq!(request.method.as_str(), "POST");
    assert_eq!(request.url, url);
    assert_eq!(body_text(request), body);
    assert_eq!(request.headers.len(), 2, "and no other header");
    assert_eq!(request.headers[ACCEPT], "application/json");
    assert_eq!(
        request.headers[CONTENT_TYPE],
        "application/x-www-form-urlencoded"
    );
}

#[tokio::test]
async fn the_examples_of_rfc_8628() {
    let (transport, sent) = replying(|number, _| {
        Ok(match number {
            0 => answer(200, JSON, ISSUED),
            1 => answer(400, JSON, r#"{"error":"authorization_pending"}"#),
            _ => answer(
                200,
                JSON,
                r#"{"access_token":"2YotnFZFEjr1zCsicMWpAA","token_type":"Bearer","expires_in":3600}"#,
            ),
        })
    });
    let clock = MockClock::new();
    let client = RfcClient::builder(NoVars, "1406020730")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let sign_in = client
        .device_authorization([RfcScope::Example])
        .await
        .unwrap();
    assert_eq!(sign_in.user_code(), "WDJB-MJHT");
    assert_eq!(sign_in.verification_uri(), "https://example.com/device");
    assert_eq!(
        sign_in.verification_uri_complete(),
        Some("https://example.com/device?user_code=WDJB-MJHT")
    );
    assert_eq!(sign_in.expires_in(), Duration::from_secs(1800));
    assert_eq!(sign_in.interval(), Duration::from_secs(5));
    let session = loop {
        match sign_in.poll().await.unwrap() {
            DevicePoll::Pending { wait } => clock.advance(wait),
            DevicePoll::SignedIn(session) => break session,
        }
    };
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "2YotnFZFEjr1zCsicMWpAA");
    assert_eq!(tokens.requested_scope.as_deref(), Some("example_scope"));

    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), 3);
    check(
        &sent[0],
        "https://server.example.com/device_authorization",
        "client_id=1406020730&scope=example_scope",
    );
    for poll in &sent[1..] {
        check(
            poll,
            "https://server.example.com/token",
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code\
             &device_code=GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS\
             &client_id=1406020730",
        );
    }
}
