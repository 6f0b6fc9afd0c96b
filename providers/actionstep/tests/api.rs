//! Actionstep's dialect, request by request, against a script of answers.

#![expect(
    clippy::unwrap_used,
    reason = "a test ends where an assumption of its own fails"
)]

#[path = "../../scripted.rs"]
mod scripted;

use std::time::{Duration, SystemTime};

use oauth_actionstep::oauth_runtime::{Code, Error, Session};
use oauth_actionstep::{
    Actionstep, ActionstepApi as _, ActionstepClient, ActionstepEnvironment, ActionstepScope,
    ActionstepVars, RefreshTokenAge as _,
};
use scripted::Scripted;

const REDIRECT_URI: &str = "https://app.example/cb";

fn token(endpoint: &str) -> String {
    format!(
        r#"{{"access_token":"at-2","token_type":"bearer","expires_in":28800,
            "api_endpoint":"{endpoint}","orgkey":"acmelaw","refresh_token":"rt-2"}}"#
    )
}

fn client(script: &Scripted) -> ActionstepClient {
    ActionstepClient::builder(ActionstepVars::default(), "as-demo")
        .client_secret("demo-secret")
        .transport(script.clone())
        .build()
        .unwrap()
}

async fn sign_in(script: &Scripted) -> Result<Session<Actionstep>, Error> {
    let login = client(script)
        .authorize(REDIRECT_URI, [ActionstepScope::Actions])
        .state("s-2")
        .begin()?;
    login
        .finish("https://app.example/cb?code=ac-2&state=s-2")
        .await
}

/// A session whose API answers this.
async fn session(answers: &[(u16, &str)]) -> (Scripted, Session<Actionstep>) {
    let token = token("https://ap-southeast-2.actionstep.com/api/");
    let sign_in_first = [(200, token.as_str())].into_iter();
    let script = Scripted::answering(sign_in_first.chain(answers.iter().copied()));
    let session = sign_in(&script).await.unwrap();
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
async fn the_sign_in_is_the_one_of_the_documents() {
    let login = client(&Scripted::default())
        .authorize(
            REDIRECT_URI,
            [
                ActionstepScope::TimeRecords,
                ActionstepScope::Actions,
                ActionstepScope::Participants,
            ],
        )
        .state("s-2")
        .begin()
        .unwrap();
    assert_eq!(
        login.url(),
        "https://go.actionstep.com/api/oauth/authorize?response_type=code&client_id=as-demo\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcb\
         &scope=timerecords%20actions%20participants&state=s-2"
    );
    let token = token("https://ap-southeast-2.actionstep.com/api/");
    let script = Scripted::answering([(200, token.as_str())]);
    let session = sign_in(&script).await.unwrap();
    let request = &script.requests()[0];
    assert_eq!(request.url, "https://api.actionstep.com/api/oauth/token");
    assert_eq!(
        request.body,
        "grant_type=authorization_code&code=ac-2&client_id=as-demo&client_secret=demo-secret\
         &redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
    );
    assert_eq!(session.extras().orgkey.as_deref(), Some("acmelaw"));
}

#[tokio::test]
async fn staging_has_hosts_of_its_own() {
    let vars = ActionstepVars {
        environment: ActionstepEnvironment::Staging,
        ..ActionstepVars::default()
    };
    let client = ActionstepClient::builder(vars, "as-demo")
        .transport(Scripted::default())
        .build()
        .unwrap();
    let login = client
        .authorize(REDIRECT_URI, [ActionstepScope::All])
        .begin()
        .unwrap();
    assert!(
        login
            .url()
            .starts_with("https://go.actionstepstaging.com/api/oauth/authorize?")
    );
}

#[tokio::test]
async fn every_form_of_the_endpoint_leads_to_one_address() {
    for endpoint in [
        "https://ap-southeast-2.actionstep.com",
        "https://ap-southeast-2.actionstep.com/api",
        "https://ap-southeast-2.actionstep.com/api/",
        "https://ap-southeast-2.actionstep.com/api/rest/",
    ] {
        let token = token(endpoint);
        let script = Scripted::answering([(200, token.as_str()), (204, "")]);
        let session = sign_in(&script).await.unwrap();
        script.requests();
        session.actions().await.unwrap();
        let requests = script.requests();
        assert_eq!(
            requests[0].url,
            "https://ap-southeast-2.actionstep.com/api/rest/actions?page=1"
        );
        assert_eq!(requests[0].headers["authorization"], "Bearer at-2");
        assert_eq!(requests[0].headers["accept"], "application/vnd.api+json");
    }
}

#[tokio::test]
async fn a_foreign_endpoint_is_refused_before_any_call() {
    for endpoint in [
        "https://evil.example/api/",
        "http://ap-southeast-2.actionstep.com/api/",
    ] {
        let token = token(endpoint);
        let script = Scripted::answering([(200, token.as_str())]);
        assert_eq!(
            sign_in(&script).await.unwrap_err().code(),
            Code::UntrustedHost,
            "{endpoint}"
        );
    }
}

#[tokio::test]
async fn many_one_and_none_are_lists() {
    let (_, session) = session(&[
        (
            200,
            r#"{"actions":[{"id":1,"name":"First"},{"id":2,"name":"Second"}]}"#,
        ),
        (200, r#"{"actions":{"id":1,"name":"Only"}}"#),
        (204, ""),
    ])
    .await;
    for rows in [2, 1, 0] {
        assert_eq!(session.actions().await.unwrap().len(), rows);
    }
}

#[tokio::test]
async fn one_object_is_read_and_none_is_an_error() {
    let (script, session) = session(&[
        (
            200,
            r#"{"users":{"id":5,"isCurrent":"T","emailAddress":"jo@x.example"}}"#,
        ),
        (
            200,
            r#"{"actions":{"id":3,"isDeleted":"F"},"linked":{"actiontypes":[{"id":1}]}}"#,
        ),
        (204, ""),
    ])
    .await;
    assert_eq!(session.current_user().await.unwrap().is_current, Some(true));
    let action = session.action(3).include(["actionType"]).await.unwrap();
    assert_eq!(action.is_deleted, Some(false));
    assert_eq!(
        session.action(4).await.unwrap_err().code(),
        Code::UnexpectedBody
    );
    let base = "https://ap-southeast-2.actionstep.com/api/rest";
    assert_eq!(
        urls(&script),
        [
            format!("{base}/users/current"),
            format!("{base}/actions/3?include=actionType"),
            format!("{base}/actions/4"),
        ]
    );
}

#[tokio::test]
async fn pages_are_asked_for_by_number_and_never_by_address() {
    let page = |id: u32, page: u32| {
        format!(
            r#"{{"participants":{{"id":{id}}},"meta":{{"paging":{{"participants":{{"recordCount":2,
                "pageCount":2,"page":{page},"pageSize":1,"prevPage":null,
                "nextPage":"https://evil.example/api/rest/participants?page=2"}}}}}}}}"#
        )
    };
    let (first, second) = (page(1, 1), page(2, 2));
    let (script, session) = session(&[(200, &first), (200, &second)]).await;
    let mut pages = session
        .participants()
        .query("displayName_ilike", "a*")
        .page_size(1)
        .pages();
    assert_eq!(pages.next_page().await.unwrap().unwrap()[0].id, 1);
    assert_eq!(pages.next_page().await.unwrap().unwrap()[0].id, 2);
    assert!(pages.next_page().await.unwrap().is_none());
    let base = "https://ap-southeast-2.actionstep.com/api/rest/participants";
    let query = "displayName_ilike=a%2A";
    assert_eq!(
        urls(&script),
        [
            format!("{base}?{query}&page=1&pageSize=1"),
            format!("{base}?{query}&page=2&pageSize=1"),
        ]
    );
}

#[tokio::test]
async fn without_paging_a_short_page_is_the_last() {
    let (script, session) = session(&[
        (200, r#"{"timeentries":[{"id":1},{"id":2}]}"#),
        (200, r#"{"timeentries":{"id":3}}"#),
        (200, r#"{"actiontypes":[{"id":1,"name":"Matter"}]}"#),
    ])
    .await;
    let all = session
        .time_entries()
        .page_size(2)
        .pages()
        .all()
        .await
        .unwrap();
    assert_eq!(all.len(), 3);
    assert_eq!(session.action_types().pages().all().await.unwrap().len(), 1);
    let last = urls(&script).pop().unwrap();
    assert!(last.ends_with("actiontypes?page=1&pageSize=200"), "{last}");
}

#[tokio::test]
async fn a_refresh_adopts_the_new_region_and_the_new_refresh_token() {
    let newer = r#"{"access_token":"at-3","token_type":"bearer","expires_in":1800,
        "api_endpoint":"https://eu-west-1.actionstep.com/api/","refresh_token":"rt-3"}"#;
    let (script, session) = session(&[(401, r#"{"errors":[]}"#), (200, newer), (204, "")]).await;
    session.actions().await.unwrap();
    let requests = script.requests();
    assert_eq!(
        requests[1].body,
        "grant_type=refresh_token&refresh_token=rt-2&client_id=as-demo\
         &client_secret=demo-secret&redirect_uri=https%3A%2F%2Fapp.example%2Fcb"
    );
    assert!(
        requests[2]
            .url
            .starts_with("https://eu-west-1.actionstep.com/api/rest/actions")
    );
    assert_eq!(session.tokens().refresh_token.unwrap().expose(), "rt-3");
    assert_eq!(session.extras().orgkey.as_deref(), Some("acmelaw"));
}

#[tokio::test]
async fn the_age_of_the_refresh_token_is_told() {
    let day = Duration::from_secs(24 * 3600);
    let (_, session) = session(&[]).await;
    let later = SystemTime::now().checked_add(15 * day).unwrap();
    let age = session.refresh_token_age(later).unwrap();
    assert!(age >= 15 * day && age < 16 * day);
    let left = session.refresh_token_left(later).unwrap();
    assert!(left <= 6 * day && left > 5 * day, "{left:?}");
    assert_eq!(
        session.refresh_token_age(SystemTime::UNIX_EPOCH),
        Some(Duration::ZERO)
    );
}
