//! Answers in their declared form, byte for byte where it matters.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::Method;
use oauth_runtime::{Provider, oauth_provider};
use serde_json::{Value, json};

use crate::client::sign_in;
use crate::raw::{CALLBACK, code, encoded, exchange, send, token};
use crate::specs::{ACME, JSON, PIN};

type Tested = Result<(), Box<dyn Error>>;

#[tokio::test]
async fn a_standard_answer_and_a_standard_error() -> Tested {
    let server = MockServer::start(&ACME).await?;
    let good = token(&server, &exchange(&code(&server).await?)).await?;
    let json = good.json();
    assert_eq!(json["token_type"], "Bearer");
    assert_eq!(json["expires_in"], 3600);
    assert_eq!(json["scope"], "read write");
    assert!(good.head.contains("cache-control: no-store"));
    let bad = token(&server, &exchange("unknown")).await?;
    assert_eq!(bad.status, 400);
    bad.refused("invalid_grant", "nobody issued this code");
    Ok(())
}

#[tokio::test]
async fn an_error_under_a_status_of_success() -> Tested {
    let server = MockServer::builder(&JSON)
        .redirect_uri(CALLBACK)
        .start()
        .await?;
    let head = "POST /oauth/token HTTP/1.1
        accept: application/json
        content-type: application/json
        x-version: 2022-06-28";
    let body = r#"{"grant_type":"authorization_code","auth":{"code":"x","secret":"secret"},"client_id":"client","lifetime":3600,"context":{"client":"client","list":[true]}}"#;
    let answer = send(&server, head, body).await?;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["ok"], false);
    assert_eq!(answer.json()["fault"]["code"], "code_spent");
    for (from, to, wanted) in [
        ("3600", "\"3600\"", "token(params(lifetime))"),
        ("[true]", "[false]", "token(params(context))"),
        ("\"lifetime\":3600,", "", "token(params(lifetime))"),
        (
            "\"auth\":{\"code\":\"x\",",
            "\"code\":\"x\",\"auth\":{",
            "token(names(code))",
        ),
        (
            "\"client_id\":\"client\",",
            "\"client_id\":\"client\",\"client_id\":\"client\",",
            "stands twice",
        ),
        (
            "\"secret\":\"secret\"",
            "\"secret\":\"secret\",\"scope\":\"a\"",
            "token(send(scope))",
        ),
    ] {
        let answer = send(&server, head, &body.replace(from, to)).await?;
        let text = answer.json()["fault"]["text"].to_string();
        assert!(text.contains(wanted), "{to}: {text}");
    }
    let version = head.replace("2022-06-28", "2021-01-01");
    let answer = send(&server, &version, body).await?;
    assert!(
        answer.body.contains("token(headers(x-version))"),
        "{}",
        answer.body
    );
    Ok(())
}

#[tokio::test]
async fn an_api_error_in_its_envelope() -> Tested {
    let server = MockServer::start(&PIN).await?;
    let answer = send(
        &server,
        "GET /api/v0/companies/1 HTTP/1.1\nauthorization: Bearer at-0",
        "",
    )
    .await?;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.json()["meta"]["status"], "invalid_token");
    assert!(
        answer.json()["meta"]["message"]
            .as_str()
            .is_some_and(|text| text.contains("nobody"))
    );
    let twice = format!(
        "GET /api/v0/x?_bearer_token={0} HTTP/1.1\nauthorization: Bearer {0}",
        encoded("at-0")
    );
    assert_eq!(send(&server, &twice, "").await?.status, 400);
    Ok(())
}

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(
        base = "https://api.acme.example/",
        lockout("/status" = "too_many_failed_logins"),
        renew_if("/code" = "expired"),
        answer(success("/meta/status" = "ok"), error = ["/meta/status", "/status"])
    )
)]
struct Enveloped;

#[tokio::test]
async fn an_answer_that_is_made_up_says_nothing_of_an_error() -> Tested {
    let server = MockServer::builder(Enveloped::SPEC)
        .api(
            "trouble",
            json!({"status": "too_many_failed_logins", "n": 1}),
        )
        .start()
        .await?;
    let session = sign_in(&server, "").await?;
    let made_up: Value = session.request(Method::Get, "x").json().await?;
    assert_eq!(made_up["meta"], json!({"status": "ok"}));
    assert_eq!(made_up.get("status"), None, "{made_up}");
    assert_eq!(made_up.get("code"), None, "{made_up}");
    // A canned answer is a success as well.
    let canned: Value = session.request(Method::Get, "trouble").json().await?;
    assert_eq!(
        canned,
        json!({"status": null, "n": 1, "meta": {"status": "ok"}})
    );
    server.assert_all_accepted();
    Ok(())
}
