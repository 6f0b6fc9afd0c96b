//! Valuekeep's dialect, request by request, against a script of answers.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where an assumption of its own fails"
)]

#[path = "../../scripted.rs"]
mod scripted;

use oauth_valuekeep::oauth_runtime::spec::ClientAuth;
use oauth_valuekeep::oauth_runtime::{Builder, Code, Session};
use oauth_valuekeep::{
    Query, Valuekeep, ValuekeepApi as _, ValuekeepClient, ValuekeepIdentity, ValuekeepVars,
};
use scripted::Scripted;

const TOKEN: &str = r#"{"access_token":"at-5","expires_in":14400,"token_type":"Bearer"}"#;
const BASE: &str = "https://cloud.valuekeep.com/api/mytenant/myorg";

fn builder(script: &Scripted) -> Builder<Valuekeep> {
    ValuekeepClient::builder(vars(), "vk-demo")
        .client_secret("demo-secret")
        .transport(script.clone())
}

fn vars() -> ValuekeepVars {
    ValuekeepVars::new("mytenant".parse().unwrap(), "myorg".parse().unwrap())
}

/// A session whose API answers this.
async fn session(answers: &[(u16, &str)]) -> (Scripted, Session<Valuekeep>) {
    let script = Scripted::answering([(200, TOKEN)].into_iter().chain(answers.iter().copied()));
    let session = builder(&script)
        .build()
        .unwrap()
        .client_credentials([])
        .await
        .unwrap();
    script.requests();
    (script, session)
}

fn urls(script: &Scripted) -> Vec<String> {
    script
        .requests()
        .into_iter()
        .map(|request| request.url)
        .collect()
}

#[tokio::test]
async fn a_token_is_asked_for_with_basic_or_in_the_body() {
    let script = Scripted::answering([(200, TOKEN), (200, TOKEN), (200, TOKEN)]);
    builder(&script)
        .build()
        .unwrap()
        .client_credentials([])
        .await
        .unwrap();
    let body_auth = builder(&script)
        .client_auth(ClientAuth::Body)
        .build()
        .unwrap();
    body_auth.client_credentials([]).await.unwrap();
    let earlier = ValuekeepVars {
        identity: ValuekeepIdentity::Earlier,
        ..vars()
    };
    let earlier = ValuekeepClient::builder(earlier, "vk-demo")
        .client_secret("demo-secret")
        .transport(script.clone())
        .build()
        .unwrap();
    earlier
        .client_credentials([])
        .without_default_scopes()
        .await
        .unwrap();

    let requests = script.requests();
    assert_eq!(
        requests[0].url,
        "https://identity.primaverabss.com/connect/token"
    );
    assert_eq!(
        requests[0].headers["authorization"],
        "Basic dmstZGVtbzpkZW1vLXNlY3JldA=="
    );
    assert_eq!(
        requests[0].body,
        "grant_type=client_credentials&scope=application"
    );
    assert!(!requests[1].headers.contains_key("authorization"));
    let body = std::str::from_utf8(&requests[1].body).unwrap();
    assert!(
        body.contains("client_id=vk-demo&client_secret=demo-secret"),
        "{body}"
    );
    assert_eq!(
        requests[2].url,
        "https://identity.primaverabss.com/core/connect/token"
    );
    assert_eq!(requests[2].body, "grant_type=client_credentials");
}

#[tokio::test]
async fn a_wrong_client_is_told_as_one() {
    let script = Scripted::answering([(400, r#"{"error":"invalid_client"}"#)]);
    let client = builder(&script).build().unwrap();
    let error = client.client_credentials([]).await.unwrap_err();
    assert_eq!(error.code(), Code::ClientAuthentication);
}

#[tokio::test]
async fn a_token_that_is_over_is_minted_anew_and_the_request_repeated_once() {
    let newer = r#"{"access_token":"at-6","expires_in":14400,"token_type":"Bearer"}"#;
    let (script, session) = session(&[(401, ""), (200, newer), (200, "[]")]).await;
    session.work_orders(Query::select("Id")).await.unwrap();
    let requests = script.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(
        requests[1].body,
        "grant_type=client_credentials&scope=application"
    );
    assert_eq!(requests[2].headers["authorization"], "Bearer at-6");
}

#[tokio::test]
async fn a_refused_refresh_token_falls_back_to_minting() {
    let with_refresh = r#"{"access_token":"at-5","expires_in":14400,"refresh_token":"rt-5"}"#;
    let script = Scripted::answering([
        (200, with_refresh),
        (401, ""),
        (400, r#"{"error":"invalid_grant"}"#),
        (200, TOKEN),
        (200, "[]"),
    ]);
    let session = builder(&script)
        .build()
        .unwrap()
        .client_credentials([])
        .await
        .unwrap();
    session.workshops(Query::select("Id")).await.unwrap();
    let requests = script.requests();
    assert_eq!(
        requests[2].body,
        "grant_type=refresh_token&refresh_token=rt-5"
    );
    assert_eq!(
        requests[3].body,
        "grant_type=client_credentials&scope=application"
    );
}

#[tokio::test]
async fn pages_go_by_skip() {
    let (script, session) = session(&[
        (200, r#"[{"Id":"w1"},{"Id":"w2"}]"#),
        (200, r#"{"value":[{"id":"w3","description":"Pump"}]}"#),
        (200, r#"{"items":[]}"#),
    ])
    .await;
    let query = Query::select("Id")
        .and("Description")
        .filter("WorkOrderType eq 'CR'")
        .top(2);
    let orders = session.work_orders(query).pages().all().await.unwrap();
    assert_eq!(orders.len(), 3);
    assert_eq!(orders[2].description.as_deref(), Some("Pump"));
    let workshops = session
        .workshops(Query::select("Id").skip(5))
        .pages()
        .all()
        .await
        .unwrap();
    assert!(workshops.is_empty());
    let filter = "$filter=WorkOrderType%20eq%20%27CR%27";
    assert_eq!(
        urls(&script),
        [
            format!("{BASE}/maintenance/workOrders/odata?$select=Id,Description&{filter}&$top=2"),
            format!(
                "{BASE}/maintenance/workOrders/odata?$select=Id,Description&{filter}&$top=2&$skip=2"
            ),
            format!("{BASE}/workShopsCore/workshops/odata?$select=Id&$top=100&$skip=5"),
        ]
    );
}

#[tokio::test]
async fn an_id_stays_one_segment() {
    let (script, session) = session(&[(200, r#"{"id":"a/b?c"}"#)]).await;
    let assignment = session.assignment("a/b?c").await.unwrap();
    assert_eq!(assignment.id.as_deref(), Some("a/b?c"));
    assert_eq!(
        session.assignment("..").await.unwrap_err().code(),
        Code::InputRefused
    );
    assert_eq!(
        urls(&script),
        [format!("{BASE}/maintenance/workOrderAssignments/a%2Fb%3Fc")]
    );
}
