//! API calls, and what their exit codes tell.

use oauth_mock::Fault;
use oauth_runtime::Provider as _;
use oauth_runtime::spec::CallKind;
use serde_json::json;

use crate::life::signed_in;
use crate::support::{Home, mock};

#[tokio::test]
async fn a_call_prints_the_body_as_it_came() {
    let (home, server) = signed_in().await;
    server.api("notes/1", json!({ "title": "a", "n": 1 }));
    let ran = home
        .at(&server, &["call", "demo", "GET", "notes/1"])
        .await
        .ok();
    assert_eq!(ran.out, r#"{"n":1,"title":"a"}"#);
    assert_eq!(ran.err, "");
    let json = home
        .at(&server, &["call", "demo", "get", "notes/1", "--json"])
        .await
        .ok()
        .json();
    assert_eq!(json["status"], 200);
    assert_eq!(json["body"]["title"], "a");
    assert_eq!(json["headers"]["content-type"], "application/json");
    let ran = home
        .at(&server, &["call", "demo", "GET", "notes/1", "-i"])
        .await
        .ok();
    assert!(
        ran.out.starts_with("200\n") && ran.out.contains("\n\n{"),
        "{ran:?}"
    );
}

#[tokio::test]
async fn a_call_sends_query_headers_and_data() {
    let (home, server) = signed_in().await;
    let file = home.file("body.json", r#"{"title":"new"}"#);
    let at_file = format!("@{file}");
    let arguments = [
        "call",
        "demo",
        "POST",
        "notes",
        "-q",
        "a=b=c",
        "-q",
        "b=2",
        "-H",
        "X-Own: yes",
        "-d",
        &at_file,
    ];
    home.at(&server, &arguments).await.ok();
    let ledger = server.ledger();
    let entry = ledger.last().unwrap();
    assert!(
        entry.has(oauth_runtime::spec::Place::Query, "a"),
        "{entry:?}"
    );
    assert!(
        entry.has(oauth_runtime::spec::Place::Header, "x-own"),
        "{entry:?}"
    );
    assert!(
        entry.has(oauth_runtime::spec::Place::Json, "title"),
        "{entry:?}"
    );
    let against = [("OAUTH_AGAINST", server.origin())];
    home.run_with(
        &["call", "demo", "POST", "notes", "-d", "-"],
        &against,
        r#"{"t":1}"#,
    )
    .await
    .ok();
    // The token's own header is not the caller's.
    home.at(
        &server,
        &["call", "demo", "GET", "notes", "-H", "Authorization: x"],
    )
    .await
    .fails(6);
    home.at(&server, &["call", "demo", "HEAD", "notes"])
        .await
        .fails(2);
    home.at(
        &server,
        &["call", "demo", "POST", "notes", "-d", "@not-there"],
    )
    .await
    .fails(2);
}

#[tokio::test]
async fn a_call_renews_a_token_that_the_api_refuses_and_repeats_once() {
    let (home, server) = signed_in().await;
    server.invalidate_access_tokens();
    home.at(&server, &["call", "demo", "GET", "notes"])
        .await
        .ok();
    assert_eq!(server.refreshes(), 1);
}

#[tokio::test]
async fn exit_codes_tell_what_a_call_met() {
    let (home, server) = signed_in().await;
    for (fault, code) in [
        (Fault::status(404, &[]), 1),
        (Fault::status(429, &[("retry-after", "7")]), 5),
        (Fault::status(500, &[]), 1),
    ] {
        server.script(CallKind::Api, fault);
        let ran = home
            .at(&server, &["call", "demo", "GET", "notes", "--json"])
            .await;
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{ran:?}");
        assert_eq!(ran.json_error()["exit_code"], code);
    }
    server.revoke_all();
    server.invalidate_access_tokens();
    let ran = home
        .at(&server, &["call", "demo", "GET", "notes", "--json"])
        .await
        .fails(4);
    assert_eq!(ran.json_error()["sign_in_again"], true);
    // What the provider ended is told by the next command without asking it again.
    let asked = server.ledger().len();
    let ran = home.at(&server, &["token", "demo"]).await.fails(4);
    assert!(ran.err.contains("E034"), "{ran:?}");
    assert_eq!(server.ledger().len(), asked);
    let status = home.at(&server, &["status", "--json"]).await.ok().json();
    assert_eq!(status["connections"][0]["state"], "needs_sign_in");
    home.at(&server, &["status", "demo"]).await.fails(4);
}

#[tokio::test]
async fn a_header_of_its_own_is_printed_where_the_api_wants_one() {
    let home = Home::new();
    let server = mock(oauth_ioffice::Ioffice::SPEC)
        .var("site", "https://acme.iofficeconnect.com")
        .start()
        .await
        .unwrap();
    let file = home.file("password", "password");
    let arguments = [
        "login",
        "ioffice",
        "--password",
        "--username",
        "user",
        "--password-file",
        &file,
    ];
    home.at(&server, &arguments).await.ok();
    let ran = home
        .at(&server, &["token", "ioffice", "--header"])
        .await
        .ok();
    assert!(ran.out.starts_with("x-access-token: "), "{ran:?}");
    home.at(&server, &["call", "ioffice", "GET", "users/me"])
        .await
        .ok();
    server.assert_all_accepted();
}
