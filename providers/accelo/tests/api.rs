//! Accelo's dialect, request by request, against a script of answers.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where an assumption of its own fails"
)]

#[path = "../../scripted.rs"]
mod scripted;

use std::time::{Duration, SystemTime};

use oauth_accelo::oauth_runtime::spec::{Bearer, Method};
use oauth_accelo::oauth_runtime::{Code, ScopeSet as _, Session, TokenSet};
use oauth_accelo::{
    Accelo, AcceloApi as _, AcceloClient, AcceloScope, AcceloVars, QrCode, RequestedLifetime as _,
};
use scripted::Scripted;

const SERVICE_TOKEN: &str = r#"{"access_token":"at-svc-1","token_type":"bearer","expires_in":"3600",
    "deployment":"acme","deployment_name":"Acme","deployment_uri":"acme.accelo.com","account_id":"17",
    "account_details":{"firstname":"Test","surname":"User","user_access":{},"locale":{}}}"#;
const WEB_TOKEN: &str =
    r#"{"access_token":"at-1","refresh_token":"rt-1","token_type":"Bearer","expires_in":2592000}"#;

fn client(script: &Scripted) -> AcceloClient {
    builder(script).build().unwrap()
}

fn builder(script: &Scripted) -> oauth_accelo::oauth_runtime::Builder<Accelo> {
    let vars = AcceloVars::new("acme".parse().unwrap());
    AcceloClient::builder(vars, "app1@acme.accelo.com")
        .client_secret("demo-secret")
        .transport(script.clone())
}

fn session(client: &AcceloClient) -> Session<Accelo> {
    let mut tokens = TokenSet::new("at-1", SystemTime::now());
    tokens.refresh_token = Some("rt-1".into());
    client.session(tokens)
}

fn body(request: &oauth_accelo::oauth_runtime::wire::WireRequest) -> &str {
    std::str::from_utf8(&request.body).unwrap()
}

#[tokio::test]
async fn a_service_asks_for_a_lifetime_and_reads_the_extras() {
    let script = Scripted::answering([(200, SERVICE_TOKEN)]);
    let session = client(&script)
        .client_credentials([AcceloScope::Read(["staff", "companies"].into())])
        .requested_lifetime(Duration::from_secs(3600))
        .await
        .unwrap();

    let requests = script.requests();
    assert_eq!(
        requests[0].url,
        "https://acme.api.accelo.com/oauth2/v0/token"
    );
    assert_eq!(
        requests[0].headers["authorization"],
        "Basic YXBwMUBhY21lLmFjY2Vsby5jb206ZGVtby1zZWNyZXQ="
    );
    assert_eq!(
        body(&requests[0]),
        "grant_type=client_credentials&scope=read%28staff%2Ccompanies%29&expires_in=3600"
    );
    let extras = session.extras();
    assert_eq!(extras.deployment.as_deref(), Some("acme"));
    assert_eq!(extras.account_id.as_deref(), Some("17"));
    assert_eq!(extras.account_details.unwrap()["firstname"], "Test");
    assert!(session.tokens().refresh_token.is_none());
}

#[tokio::test]
async fn the_pin_of_a_qr_code_is_exchanged_without_redirect_uri() {
    let code: QrCode = "acme;jo;750332955".parse().unwrap();
    let script = Scripted::answering([(200, WEB_TOKEN)]);
    let login = client(&script)
        .authorize_by_pin([AcceloScope::ReadAll])
        .requested_lifetime(Duration::from_secs(86400))
        .begin()
        .unwrap();
    assert_eq!(
        login.url(),
        "https://acme.api.accelo.com/oauth2/v0/authorize?response_type=code\
         &client_id=app1%40acme.accelo.com&scope=read(all)&expires_in=86400"
    );
    login.finish(code.pin.expose()).await.unwrap();
    assert_eq!(
        body(&script.requests()[0]),
        "grant_type=authorization_code&code=750332955"
    );
}

#[test]
fn scopes_read_back() {
    let text = "read(companies,contacts),write(staff)";
    let scopes = AcceloClient::parse_scopes(text);
    assert_eq!(
        scopes,
        [
            AcceloScope::Read(["companies", "contacts"].into()),
            AcceloScope::Write(["staff"].into()),
        ]
    );
    let joined: Vec<_> = scopes
        .iter()
        .map(|scope| scope.value().into_owned())
        .collect();
    assert_eq!(joined.join(","), text);
}

#[tokio::test]
async fn one_company_comes_out_of_its_envelope() {
    let answer = r#"{"response":{"id":"1","name":"Acme","website":"acme.example","phone":null},
        "meta":{"status":"ok","message":"…","more_info":"…"}}"#;
    let script = Scripted::answering([(200, answer)]);
    let session = session(&client(&script));
    let company = session
        .company(1)
        .fields(["website", "phone"])
        .await
        .unwrap();
    assert_eq!(
        (company.id, company.website.as_deref()),
        (1, Some("acme.example"))
    );

    let request = &script.requests()[0];
    assert_eq!(request.method, Method::Get);
    assert_eq!(
        request.url,
        "https://acme.api.accelo.com/api/v0/companies/1?_fields=website%2Cphone"
    );
    assert_eq!(request.headers["authorization"], "Bearer at-1");
}

#[tokio::test]
async fn user_and_token_info_read_numbers_as_text() {
    let script = Scripted::answering([
        (
            200,
            r#"{"response":{"id":"7","firstname":"Jo"},"meta":{"status":"ok"}}"#,
        ),
        (
            200,
            r#"{"response":{"deployment":"acme","expiry_date":"1468046391","staff_id":"7",
                "locale":{"timezone":"UTC"}},"meta":{"status":"ok"}}"#,
        ),
    ]);
    let session = session(&client(&script));
    assert_eq!(session.user().await.unwrap().id, Some(7));
    let info = session.token_info().await.unwrap();
    assert_eq!(
        (info.staff_id, info.deployment.as_deref()),
        (Some(7), Some("acme"))
    );
    assert_eq!(
        info.expiry_date,
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(1_468_046_391))
    );
}

#[tokio::test]
async fn pages_are_counted_from_0_and_a_short_one_is_the_last() {
    let page = |ids: &[u32]| {
        let rows: Vec<_> = ids.iter().map(|id| format!(r#"{{"id":"{id}"}}"#)).collect();
        format!(
            r#"{{"response":[{}],"meta":{{"status":"ok"}}}}"#,
            rows.join(",")
        )
    };
    let (first, second) = (page(&[1, 2]), page(&[3]));
    let script = Scripted::answering([(200, first.as_str()), (200, second.as_str())]);
    let session = session(&client(&script));
    let list = session
        .companies()
        .search("bakery")
        .filters("standing(active)")
        .limit(2);
    let all = list.pages().all().await.unwrap();
    assert_eq!(all.iter().map(|row| row.id).collect::<Vec<_>>(), [1, 2, 3]);

    let urls: Vec<_> = script
        .requests()
        .into_iter()
        .map(|request| request.url)
        .collect();
    let query = "_search=bakery&_filters=standing%28active%29";
    let base = "https://acme.api.accelo.com/api/v0/companies";
    assert_eq!(
        urls,
        [
            format!("{base}?{query}&_page=0&_limit=2"),
            format!("{base}?{query}&_page=1&_limit=2"),
        ]
    );
}

#[tokio::test]
async fn a_full_last_page_is_followed_by_an_empty_one() {
    let script = Scripted::answering([
        (200, r#"{"response":[{"id":1}],"meta":{"status":"ok"}}"#),
        (500, "{}"),
        (200, r#"{"response":null,"meta":{"status":"ok"}}"#),
    ]);
    let session = session(&client(&script));
    let mut pages = session.staff().limit(1).pages();
    assert_eq!(pages.next_page().await.unwrap().unwrap().len(), 1);
    // A failed page is not skipped.
    assert!(pages.next_page().await.is_err());
    assert!(pages.next_page().await.unwrap().is_none());
    assert!(pages.next_page().await.unwrap().is_none());
    let urls: Vec<_> = script
        .requests()
        .into_iter()
        .map(|request| request.url)
        .collect();
    assert!(
        urls[0].contains("_page=0") && urls[1].contains("_page=1") && urls[2].contains("_page=1")
    );
    assert_eq!(urls.len(), 3);
}

#[tokio::test]
async fn an_error_hidden_behind_200_is_an_error() {
    let answer =
        r#"{"response":null,"meta":{"status":"invalid_request","message":"No such field."}}"#;
    let script = Scripted::answering([(200, answer)]);
    let error = session(&client(&script)).companies().await.unwrap_err();
    assert_eq!(error.code(), Code::ApiError);
    assert_eq!(error.oauth_error().unwrap().error, "invalid_request");
}

#[tokio::test]
async fn an_invalid_token_is_renewed_and_the_request_repeated_once() {
    let invalid = r#"{"response":null,"meta":{"status":"invalid_client","message":"…"}}"#;
    let renewed = r#"{"access_token":"at-2","refresh_token":"rt-2","expires_in":"60"}"#;
    let good = r#"{"response":{"id":"1"},"meta":{"status":"ok"}}"#;
    let script = Scripted::answering([(401, invalid), (200, renewed), (200, good)]);
    let session = session(&client(&script));
    assert_eq!(session.company(1).await.unwrap().id, 1);
    let requests = script.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(
        body(&requests[1]),
        "grant_type=refresh_token&refresh_token=rt-1"
    );
    assert_eq!(requests[2].headers["authorization"], "Bearer at-2");
}

#[tokio::test]
async fn a_lockout_is_told_and_nothing_is_repeated() {
    let lockout = r#"{"status":"too_many_failed_logins","message":"…","more_info":"…"}"#;
    let script = Scripted::answering([(401, lockout)]);
    let error = session(&client(&script)).company(1).await.unwrap_err();
    assert_eq!(error.code(), Code::Lockout);
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn the_bearer_travels_in_one_place() {
    let good = r#"{"response":{"id":"1"},"meta":{"status":"ok"}}"#;
    let script = Scripted::answering([(200, good)]);
    let client = builder(&script)
        .bearer(Bearer::Query {
            name: "_bearer_token",
        })
        .build()
        .unwrap();
    let session = session(&client);
    session.company(1).await.unwrap();
    let request = &script.requests()[0];
    assert!(
        request.url.ends_with("companies/1?_bearer_token=at-1"),
        "{}",
        request.url
    );
    assert!(!request.headers.contains_key("authorization"));

    let error = session
        .company(1)
        .query("_bearer_token", "x")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::InputRefused);
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn the_token_is_looked_at_on_the_api_and_revoked_on_the_oauth_base() {
    let info = r#"{"response":{"deployment":"acme"},"meta":{"status":"ok"}}"#;
    let script = Scripted::answering([(200, info), (200, ""), (200, "")]);
    let session = session(&client(&script));
    let looked_at = session.introspect().await.unwrap();
    assert_eq!(looked_at.claims["response"]["deployment"], "acme");
    session.revoke().await.unwrap();

    let requests = script.requests();
    assert_eq!(requests[0].method, Method::Get);
    assert_eq!(
        requests[0].url,
        "https://acme.api.accelo.com/api/v0/tokeninfo"
    );
    assert_eq!(requests[0].headers["authorization"], "Bearer at-1");
    for (request, token) in requests[1..].iter().zip(["token=rt-1", "token=at-1"]) {
        assert_eq!(request.url, "https://acme.api.accelo.com/oauth2/v0/revoke");
        assert!(
            request.headers["authorization"]
                .to_str()
                .unwrap()
                .starts_with("Basic ")
        );
        assert_eq!(body(request), token);
    }
}
