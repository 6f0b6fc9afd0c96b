//! Values of a tenant that are learned after a sign-in.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::store::{MemoryStore, Store};
use oauth_runtime::transport::Transport;
use oauth_runtime::wire::WireResponse;
use oauth_runtime::{Client, Code, NoVars, Session, oauth_provider};
use serde_json::json;

use super::{says, script, sign_in, step_of};
use crate::support::{TestClock, answer};

/// Xero: an API call names the tenant in a header.
#[oauth_provider(
    authorize = "https://login.xero.example/identity/connect/authorize",
    token = "https://identity.xero.example/connect/token",
    learn(connections(
        url = "https://api.xero.example/connections",
        each = "/",
        answer(keep(tenant_id: Uuid = "tenantId", tenant_name = "tenantName")),
    )),
    api(base = "https://api.xero.example/api.xro/2.0/", headers("xero-tenant-id" = "{token.tenant_id}")),
)]
pub struct Xero;

const ONE: &str = "11111111-1111-4111-8111-111111111111";
const TWO: &str = "22222222-2222-4222-8222-222222222222";

fn token(number: u32) -> WireResponse {
    says(
        json!({"access_token": format!("at-{number}"), "refresh_token": format!("rt-{number}"), "expires_in": 1800}),
    )
}

fn tenants(ids: &[&str]) -> WireResponse {
    let items = ids.iter().map(
        |id| json!({"id": "c", "tenantId": id, "tenantName": format!("Company {}", &id[..1])}),
    );
    says(items.collect())
}

fn done() -> WireResponse {
    says(json!({}))
}

fn xero(
    transport: impl Transport,
    clock: &TestClock,
    store: Option<Arc<dyn Store>>,
) -> Client<Xero> {
    let builder = XeroClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone());
    match store {
        Some(store) => builder.store(store),
        None => builder,
    }
    .build()
    .unwrap()
}

fn tenant(session: &Session<Xero>) -> Option<String> {
    session.extras().tenant_id
}

#[tokio::test]
async fn the_only_item_is_taken_and_outlives_renewals_and_the_process() {
    let clock = TestClock::default();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let (transport, sent) = script([token(1), tenants(&[ONE]), done(), token(2), done()]);
    let session = sign_in(&xero(transport, &clock, Some(store.clone())))
        .await
        .unwrap();
    assert_eq!(tenant(&session).as_deref(), Some(ONE));
    session.get("Invoices").send().await.unwrap();
    clock.advance(Duration::from_secs(1800));
    session.get("Invoices").send().await.unwrap();
    assert_eq!(
        sent.take()[1..],
        [
            "GET https://api.xero.example/connections [authorization: Bearer at-1]",
            "GET https://api.xero.example/api.xro/2.0/Invoices [authorization: Bearer at-1]",
            "POST https://identity.xero.example/connect/token grant_type=refresh_token&refresh_token=rt-1&client_id=app&client_secret=s",
            "GET https://api.xero.example/api.xro/2.0/Invoices [authorization: Bearer at-2]",
        ]
    );
    let (transport, sent) = script([done()]);
    let again = xero(transport, &clock, Some(store)).account("default");
    let again = again.stored_session().await.unwrap().unwrap();
    assert_eq!(tenant(&again).as_deref(), Some(ONE));
    again.get("Invoices").send().await.unwrap();
    assert_eq!(sent.take().len(), 1);
}

#[tokio::test]
async fn a_failing_call_loses_no_sign_in_and_is_made_again_when_its_value_is_needed() {
    let clock = TestClock::default();
    let away = || answer(503, &[], "");
    let (transport, sent) = script([token(1), away(), away(), tenants(&[ONE]), done(), done()]);
    let session = sign_in(&xero(transport, &clock, None)).await.unwrap();
    assert_eq!(tenant(&session), None);
    let error = session.get("Invoices").send().await.unwrap_err();
    assert_eq!(step_of(&error), (Some("connections"), Code::ServerError));
    session.get("Invoices").send().await.unwrap();
    session.get("Invoices").send().await.unwrap();
    let connections = |line: &&String| line.contains("/connections");
    let lines = sent.take();
    assert_eq!(lines.iter().filter(connections).count(), 3, "{lines:?}");
    assert_eq!(tenant(&session).as_deref(), Some(ONE));
}

#[tokio::test]
async fn among_several_the_program_chooses() {
    let clock = TestClock::default();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let answers = [
        token(1),
        tenants(&[ONE, TWO]),
        tenants(&[ONE, TWO]),
        tenants(&[ONE, TWO]),
        done(),
        done(),
    ];
    let (transport, sent) = script(answers);
    let session = sign_in(&xero(transport, &clock, Some(store.clone())))
        .await
        .unwrap();
    assert_eq!(tenant(&session), None);
    let error = session.get("Invoices").send().await.unwrap_err();
    assert_eq!(step_of(&error), (Some("connections"), Code::ValueUnset));
    assert!(
        error
            .to_string()
            .contains("session.choose(\"connections\", index)")
    );
    let choices = session.choices("connections").await.unwrap();
    let names: Vec<_> = choices
        .iter()
        .map(|item| item.text("tenant_name"))
        .collect();
    assert_eq!(names, [Some("Company 1".into()), Some("Company 2".into())]);
    let error = session.choose("connections", 2).await.unwrap_err();
    assert_eq!(error.code(), Code::InputRefused);
    let error = session.choose("sites", 0).await.unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    session.choose("connections", 1).await.unwrap();
    session.get("Invoices").send().await.unwrap();
    assert_eq!(tenant(&session).as_deref(), Some(TWO));
    assert_eq!(sent.take().len(), 5);
    let (transport, _) = script([]);
    let again = xero(transport, &clock, Some(store)).account("default");
    let again = again.stored_session().await.unwrap().unwrap();
    assert_eq!(tenant(&again).as_deref(), Some(TWO));
}

#[tokio::test]
async fn another_process_takes_over_the_choice_without_asking() {
    let clock = TestClock::default();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let (transport, _) = script([token(1), tenants(&[ONE, TWO])]);
    let first = sign_in(&xero(transport, &clock, Some(store.clone())))
        .await
        .unwrap();
    let (transport, sent) = script([done()]);
    let second = xero(transport, &clock, Some(store)).account("default");
    let second = second.stored_session().await.unwrap().unwrap();
    first.choose("connections", 0).await.unwrap();
    second.get("Invoices").send().await.unwrap();
    assert_eq!(tenant(&second).as_deref(), Some(ONE));
    assert_eq!(sent.take().len(), 1);
}

#[tokio::test]
async fn a_choice_made_while_a_renewal_is_on_its_way_is_not_lost() {
    let clock = TestClock::default();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let (transport, _) = script([token(1), tenants(&[ONE, TWO])]);
    let first = sign_in(&xero(transport, &clock, Some(store.clone())))
        .await
        .unwrap();
    let chosen = first.clone();
    // The answer to the refresh comes after the choice was stored.
    let transport = move |_: oauth_runtime::wire::WireRequest,
                          _: oauth_runtime::transport::Limits| {
        let chosen = chosen.clone();
        async move {
            chosen.choose("connections", 1).await.unwrap();
            Ok(token(2))
        }
    };
    let second = xero(transport, &clock, Some(store.clone())).account("default");
    let second = second.stored_session().await.unwrap().unwrap();
    clock.advance(Duration::from_secs(1800));
    assert_eq!(second.token().await.unwrap().expose(), "at-2");
    assert_eq!(tenant(&second).as_deref(), Some(TWO));
    let (transport, _) = script([]);
    let third = xero(transport, &clock, Some(store)).account("default");
    let third = third.stored_session().await.unwrap().unwrap();
    assert_eq!(tenant(&third).as_deref(), Some(TWO));
    assert_eq!(third.tokens().access_token.expose(), "at-2");
}

#[tokio::test]
async fn an_account_without_an_item_says_so() {
    let clock = TestClock::default();
    let (transport, _) = script([token(1), tenants(&[]), tenants(&[])]);
    let session = sign_in(&xero(transport, &clock, None)).await.unwrap();
    let error = session.get("Invoices").send().await.unwrap_err();
    assert_eq!(step_of(&error), (Some("connections"), Code::MissingField));
}

/// Workable: the host of the API is learned, from a list of which the first counts.
#[oauth_provider(
    client_credentials = "https://www.workable.example/oauth/token",
    learn(accounts(
        url = "https://www.workable.example/spi/v3/accounts",
        answer(keep(subdomain: DnsLabel = "/accounts/0/subdomain")),
    )),
    api = "https://{token.subdomain}.workable.example/spi/v3/",
)]
pub struct Workable;

#[tokio::test]
async fn a_learned_value_stays_when_a_token_is_minted_anew() {
    let clock = TestClock::default();
    let minted =
        |number: u32| says(json!({"access_token": format!("at-{number}"), "expires_in": 60}));
    let accounts = says(json!({"accounts": [{"subdomain": "acme"}, {"subdomain": "other"}]}));
    let (transport, sent) = script([minted(1), accounts, minted(2), done()]);
    let client = WorkableClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    clock.advance(Duration::from_secs(60));
    session.get("jobs").send().await.unwrap();
    assert_eq!(
        sent.take()[3],
        "GET https://acme.workable.example/spi/v3/jobs [authorization: Bearer at-2]"
    );
}

#[tokio::test]
async fn a_learned_host_that_is_none_is_refused() {
    let accounts = says(json!({"accounts": [{"subdomain": "evil.example/"}]}));
    let again = says(json!({"accounts": [{"subdomain": "evil.example/"}]}));
    let minted = says(json!({"access_token": "at", "expires_in": 60}));
    let (transport, sent) = script([minted, accounts, again]);
    let client = WorkableClient::builder(NoVars, "app")
        .client_secret("s")
        .transport(transport)
        .build()
        .unwrap();
    let session = client.client_credentials([]).await.unwrap();
    let error = session.get("jobs").send().await.unwrap_err();
    assert_eq!(step_of(&error), (Some("accounts"), Code::UntrustedHost));
    assert_eq!(sent.take().len(), 3);
}
