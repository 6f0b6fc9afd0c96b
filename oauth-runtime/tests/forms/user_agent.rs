//! The program's own name, for providers that refuse requests without one.

use oauth_runtime::{NoVars, oauth_provider};

use crate::world::{answering, ok};

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    api = "https://acme.example/v1/"
)]
pub struct Acme;

#[oauth_provider(
    client_credentials(url = "https://named.example/token", headers("user-agent" = "declared")),
    api = "https://named.example/v1/"
)]
pub struct Named;

#[tokio::test]
async fn every_request_carries_it_where_no_header_is_declared() {
    let (transport, sent) = answering([ok(r#"{"access_token":"at-1"}"#), ok("{}")]);
    let client = AcmeClient::builder(NoVars, "id")
        .client_secret("s")
        .user_agent("reader/1.0 (ada@acme.example)")
        .transport(transport)
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    session.get("me").send().await.unwrap();
    for at in 0..2 {
        assert_eq!(
            sent.header(at, "user-agent").as_deref(),
            Some("reader/1.0 (ada@acme.example)")
        );
    }
}

#[tokio::test]
async fn a_declared_header_wins() {
    let (transport, sent) = answering([ok(r#"{"access_token":"at-1"}"#)]);
    let client = NamedClient::builder(NoVars, "id")
        .client_secret("s")
        .user_agent("reader/1.0")
        .transport(transport)
        .build()
        .unwrap();
    client.client_credentials([]).await.unwrap();
    assert_eq!(sent.header(0, "user-agent").as_deref(), Some("declared"));
}

#[test]
fn a_line_break_is_refused_before_anything_is_sent() {
    let (transport, _) = answering([]);
    let built = AcmeClient::builder(NoVars, "id")
        .user_agent("reader\r\nx-admin: 1")
        .transport(transport)
        .build();
    assert_eq!(built.unwrap_err().declaration_key(), Some("user_agent"));
}
