//! What a call in `learn(...)` lists where some of it is not to be trusted.

use oauth_runtime::{Code, NoVars, Session, oauth_provider};

use crate::world::{Sent, TestClock, answering, ok};

/// The API's host is one of the account's sites.
#[oauth_provider(
    token(url = "https://login.acme.example/token", omit(scope)),
    client_credentials,
    learn(sites(
        url = "https://login.acme.example/sites",
        each = "/sites",
        answer(keep(href: Url("*.acme.example"), site_id = "id")),
    )),
    api = "{token.href}/",
)]
pub struct Acme;

const TOKEN: &str = r#"{"access_token":"at-1","token_type":"Bearer","expires_in":3600}"#;

fn sites(hosts: &[&str]) -> String {
    let sites = hosts
        .iter()
        .enumerate()
        .map(|(at, host)| format!(r#"{{"id":"s-{at}","href":"https://{host}"}}"#));
    let sites: Vec<String> = sites.collect();
    format!(r#"{{"sites":[{}]}}"#, sites.join(","))
}

async fn session(lists: &[&[&str]]) -> (Session<Acme>, Sent) {
    let lists = lists.iter().map(|hosts| ok(&sites(hosts)));
    let answers = std::iter::once(ok(TOKEN)).chain(lists);
    let (transport, sent) = answering(answers.chain([ok("{}")]));
    let client = AcmeClient::builder(NoVars, "id-1")
        .client_secret("s-1")
        .transport(transport)
        .clock(TestClock::default())
        .build()
        .unwrap();
    let session = client.client_credentials([]).send().await.unwrap();
    (session, sent)
}

#[tokio::test]
async fn an_item_of_another_host_is_not_to_choose() {
    let listed: &[&str] = &["a.acme.example", "acme.evil.example", "b.acme.example"];
    let (session, sent) = session(&[listed, listed]).await;
    let choices = session.choices("sites").await.unwrap();
    let ids: Vec<_> = choices.iter().map(|site| site.text("site_id")).collect();
    assert_eq!(ids, [Some("s-0".into()), Some("s-2".into())]);
    session.choose("sites", 1).await.unwrap();
    session.get("things").send().await.unwrap();
    let (line, _) = sent.wire(sent.count() - 1);
    assert_eq!(line, "GET https://b.acme.example/things");
}

#[tokio::test]
async fn the_only_trusted_item_is_taken() {
    let (session, sent) = session(&[&["acme.evil.example", "b.acme.example"]]).await;
    session.get("things").send().await.unwrap();
    let (line, _) = sent.wire(sent.count() - 1);
    assert_eq!(line, "GET https://b.acme.example/things");
}

#[tokio::test]
async fn where_no_item_is_trusted_the_error_says_so() {
    let (session, _) = session(&[&["acme.evil.example"], &["acme.evil.example"]]).await;
    let error = session.choices("sites").await.unwrap_err();
    assert_eq!(error.code(), Code::UntrustedHost);
    assert_eq!(error.declaration_key(), Some("keep(href)"));
}

#[tokio::test]
async fn a_list_that_is_empty_by_itself_is_no_matter_of_trust() {
    let (session, _) = session(&[&[], &[], &[]]).await;
    assert!(session.choices("sites").await.unwrap().is_empty());
    let error = session.get("things").send().await.unwrap_err();
    assert_eq!(error.code(), Code::MissingField);
}
