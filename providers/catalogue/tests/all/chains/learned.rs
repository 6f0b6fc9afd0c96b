//! Values that are learned after a sign-in, and second tokens.

use oauth_runtime::spec::Method;

use super::{Scripted, body, client, header, query, sign_in, target};

const GRANTED: &str =
    r#"{"access_token":"a1","refresh_token":"r1","token_type":"Bearer","expires_in":1800}"#;

#[tokio::test]
async fn the_one_organisation_of_xero_is_named_on_api_calls() {
    let script = Scripted::answering([
        (200, GRANTED),
        (200, r#"[{"tenantId":"t-1","tenantName":"Acme"}]"#),
        (200, "{}"),
    ]);
    let session = sign_in(&client("xero", &[], &script), "").await;
    let request = session.request(Method::Get, "/api.xro/2.0/Invoices");
    request.send().await.unwrap();
    let sent = script.requests();
    assert_eq!(target(&sent[1]), "GET https://api.xero.com/connections");
    assert_eq!(header(&sent[1], "authorization"), "Bearer a1");
    assert_eq!(header(&sent[2], "xero-tenant-id"), "t-1");
}

#[tokio::test]
async fn among_several_companies_of_procore_the_program_chooses() {
    let script = Scripted::answering([
        (200, GRANTED),
        (200, r#"[{"id":7,"name":"One"},{"id":9,"name":"Two"}]"#),
        (200, r#"[{"id":7,"name":"One"},{"id":9,"name":"Two"}]"#),
        (200, r#"[{"id":7,"name":"One"},{"id":9,"name":"Two"}]"#),
        (200, "{}"),
    ]);
    let session = sign_in(&client("procore", &[], &script), "").await;
    assert_eq!(session.choices("company").await.unwrap().len(), 2);
    session.choose("company", 1).await.unwrap();
    let request = session.request(Method::Get, "/rest/v1.0/projects");
    request.send().await.unwrap();
    let sent = script.requests();
    assert_eq!(header(sent.last().unwrap(), "procore-company-id"), "9");
}

#[tokio::test]
async fn the_host_of_workable_is_learned() {
    let script = Scripted::answering([
        (200, GRANTED),
        (200, r#"{"accounts":[{"subdomain":"acme","name":"Acme"}]}"#),
        (200, "{}"),
    ]);
    let session = sign_in(&client("workable-oauth", &[], &script), "").await;
    let request = session.request(Method::Get, "/spi/v3/jobs");
    request.send().await.unwrap();
    let sent = script.requests();
    assert_eq!(
        target(&sent[2]),
        "GET https://acme.workable.com/spi/v3/jobs"
    );
}

#[tokio::test]
async fn qq_asks_who_signed_in() {
    let script = Scripted::answering([
        (200, GRANTED),
        (200, r#"{"client_id":"client","openid":"o-1"}"#),
        (200, "{}"),
    ]);
    let session = sign_in(&client("qq", &[], &script), "").await;
    let request = session.request(Method::Get, "/user/get_user_info");
    request.send().await.unwrap();
    let sent = script.requests();
    assert_eq!(target(&sent[1]), "GET https://graph.qq.com/oauth2.0/me");
    assert_eq!(query(&sent[1], "access_token"), "a1");
    assert_eq!(query(&sent[2], "openid"), "o-1");
    assert_eq!(query(&sent[2], "oauth_consumer_key"), "client");
}

#[tokio::test]
async fn slack_has_a_token_of_the_user_beside_its_own() {
    let script = Scripted::answering([
        (
            200,
            r#"{"ok":true,"access_token":"xoxb","refresh_token":"rb","expires_in":43200,"bot_user_id":"B","team":{"id":"T"},"authed_user":{"id":"U","access_token":"xoxp","refresh_token":"ru","expires_in":43200,"scope":"chat:write"}}"#,
        ),
        (
            200,
            r#"{"ok":true,"access_token":"xoxp2","refresh_token":"ru2","expires_in":43200}"#,
        ),
    ]);
    let session = sign_in(&client("slack", &[], &script), "").await;
    assert_eq!(session.tokens().access_token.expose(), "xoxb");
    let user = session.second_token("user").await.unwrap().unwrap();
    assert_eq!(user.tokens().access_token.expose(), "xoxp");
    user.renew().await.unwrap();
    assert!(body(&script.requests()[1]).contains("refresh_token=ru&"));
    assert_eq!(user.tokens().access_token.expose(), "xoxp2");
    assert_eq!(session.tokens().access_token.expose(), "xoxb");
}

#[tokio::test]
async fn a_bot_alone_has_no_token_of_a_user() {
    let answer = r#"{"ok":true,"access_token":"xoxb","authed_user":{"id":"U"}}"#;
    let script = Scripted::answering([(200, answer)]);
    let session = sign_in(&client("slack", &[], &script), "").await;
    assert!(session.second_token("user").await.unwrap().is_none());
}

#[tokio::test]
async fn sharepoint_has_a_token_of_its_own() {
    // {"tid":"acme"}
    let granted =
        r#"{"access_token":"e30.eyJ0aWQiOiJhY21lIn0.s","refresh_token":"r1","expires_in":3600}"#;
    let script = Scripted::answering([
        (200, granted),
        (
            200,
            r#"{"access_token":"sp","refresh_token":"r2","expires_in":3600}"#,
        ),
    ]);
    let session = sign_in(&client("one-drive", &[], &script), "").await;
    let second = session.second_token("sharepoint").await.unwrap().unwrap();
    assert_eq!(second.tokens().access_token.expose(), "sp");
    let sent = script.requests();
    assert_eq!(
        target(&sent[1]),
        "POST https://login.microsoftonline.com/acme/oauth2/v2.0/token"
    );
    let scope = "scope=https%3A%2F%2Facme.sharepoint.com%2FSites.Read.All";
    assert!(body(&sent[1]).split('&').any(|pair| pair == scope));
    assert!(
        body(&sent[1])
            .split('&')
            .any(|pair| pair == "refresh_token=r1")
    );
}

#[tokio::test]
async fn the_code_of_sentry_comes_to_a_webhook() {
    let granted = r#"{"token":"s1","refreshToken":"r1","expiresAt":"2026-11-21T17:00:00Z"}"#;
    let script = Scripted::answering([(201, granted), (200, "{}")]);
    let client = client("sentry-oauth", &[("hostname", "us")], &script);
    let uuid = "7a485448-a9e2-4c85-8a3c-4f44175783c9";
    let posted = format!(
        r#"{{"action":"created","data":{{"installation":{{"uuid":"{uuid}","code":"c0de"}}}}}}"#
    );
    let session = client.finish_webhook(&posted).await.unwrap();
    let sent = script.requests();
    let place = format!("https://sentry.io/api/0/sentry-app-installations/{uuid}/");
    assert_eq!(target(&sent[0]), format!("POST {place}authorizations/"));
    assert_eq!(
        body(&sent[0]),
        r#"{"grant_type":"authorization_code","code":"c0de","client_id":"client","client_secret":"hush"}"#
    );
    assert_eq!(target(&sent[1]), format!("PUT {place}"));
    assert_eq!(body(&sent[1]), r#"{"status":"installed"}"#);
    assert_eq!(session.tokens().access_token.expose(), "s1");
}

#[tokio::test]
async fn a_refresh_of_coros_answers_no_token() {
    let script = Scripted::answering([
        (
            200,
            r#"{"result":"0000","access_token":"a1","refresh_token":"r1","expires_in":2592000,"openId":"o"}"#,
        ),
        (200, r#"{"result":"0000","message":"OK"}"#),
    ]);
    let session = sign_in(&client("coros", &[], &script), "").await;
    session.renew().await.unwrap();
    let tokens = session.tokens();
    assert_eq!(tokens.access_token.expose(), "a1");
    assert!(format!("{:?}", tokens.expires).contains("1797843600"));
}
