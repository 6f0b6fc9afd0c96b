//! Each of the first five providers, end to end, through its typed client and
//! against the strict server made from its declaration.

use std::time::Duration;

use oauth_accelo::{Accelo, AcceloApi, AcceloClient, AcceloScope, AcceloVars};
use oauth_actionstep::{
    Actionstep, ActionstepApi, ActionstepClient, ActionstepScope, ActionstepVars,
};
use oauth_ioffice::{Ioffice, IofficeApi, IofficeClient, IofficeScope, IofficeVars};
use oauth_mock::{Consent, Fault, MockServer};
use oauth_moovila::{Moovila, MoovilaClient, MoovilaScope, MoovilaVars};
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, Provider, Session};
use oauth_valuekeep::{
    Query, Valuekeep, ValuekeepApi, ValuekeepClient, ValuekeepScope, ValuekeepVars,
};
use serde_json::json;

const CALLBACK: &str = "http://127.0.0.1:8080/callback";

/// Lets the access token end and asks for one: exactly one renewal is made.
async fn expires_and_renews<P: Provider>(server: &MockServer, session: &Session<P>, by: CallKind) {
    let before = server.count(by);
    let old = session.token().await.unwrap().expose().to_owned();
    server
        .clock()
        .advance(Duration::from_secs(30 * 24 * 3600 - 10));
    let new = session.token().await.unwrap().expose().to_owned();
    assert_ne!(old, new);
    assert_eq!(server.count(by), before + 1);
}

#[tokio::test]
async fn accelo_signs_in_calls_renews_and_revokes() {
    let server = MockServer::builder(Accelo::SPEC)
        .client("web7@vendor.accelo.com", Some("p/w:1+%"))
        .redirect_uri(CALLBACK)
        .var("deployment", "customer")
        .api(
            "companies/1",
            json!({"response": {"id": "1", "name": "Acme"}, "meta": {"status": "ok"}}),
        )
        .start()
        .await
        .unwrap();
    let client = AcceloClient::builder(
        AcceloVars::new("customer".parse().unwrap()),
        "web7@vendor.accelo.com",
    )
    .client_secret("p/w:1+%")
    .against(server.origin())
    .clock(server.clock())
    .build()
    .unwrap();
    let scopes = [
        AcceloScope::Read(["companies", "contacts"].into()),
        AcceloScope::Write(["staff"].into()),
    ];
    let login = client.authorize(CALLBACK, scopes.clone()).begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let session = login.finish(&callback).await.unwrap();
    assert!(session.has_scope(&scopes[0]) && session.has_scope(&scopes[1]));
    session.company(1).await.unwrap();
    expires_and_renews(&server, &session, CallKind::Refresh).await;
    assert!(session.introspect().await.unwrap().active);
    session.revoke().await.unwrap();
    assert!(session.token().await.unwrap_err().is_reauth_required());

    let login = client
        .authorize_by_pin([AcceloScope::ReadAll])
        .begin()
        .unwrap();
    let pin = server.authorize(login.url()).await.unwrap();
    let session = login.finish(&pin).await.unwrap();
    assert!(session.has_scope(&AcceloScope::ReadAll));

    let service = client
        .client_credentials([AcceloScope::WriteAll])
        .await
        .unwrap();
    assert!(
        service.has_scope(&AcceloScope::ReadAll),
        "write includes read"
    );
    expires_and_renews(&server, &service, CallKind::ClientCredentials).await;
    server.assert_all_accepted();
}

#[tokio::test]
async fn actionstep_follows_the_address_of_its_token() {
    let server = MockServer::builder(Actionstep::SPEC)
        .client("as-demo", Some("demo-secret"))
        .redirect_uri(CALLBACK)
        .kept("api_endpoint", "https://ap-southeast-2.actionstep.com/api/")
        .kept("orgkey", "acmelaw")
        .api(
            "users/current",
            json!({"users": {"id": 7, "isActive": "T"}}),
        )
        .start()
        .await
        .unwrap();
    let client = ActionstepClient::builder(ActionstepVars::default(), "as-demo")
        .client_secret("demo-secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let login = client
        .authorize(
            CALLBACK,
            [ActionstepScope::Actions, ActionstepScope::Participants],
        )
        .begin()
        .unwrap();
    let session = login
        .finish(&server.authorize(login.url()).await.unwrap())
        .await
        .unwrap();
    assert_eq!(session.extras().orgkey.as_deref(), Some("acmelaw"));
    session.current_user().await.unwrap();
    server.clock().advance(Duration::from_secs(20 * 24 * 3600));
    session.current_user().await.unwrap();
    assert_eq!(server.count(CallKind::Refresh), 1);
    assert_eq!(session.extras().orgkey.as_deref(), Some("acmelaw"));
    server.assert_all_accepted();
    let nothing = client.authorize(CALLBACK, []).begin().unwrap_err();
    assert_eq!(nothing.code(), Code::ScopeRequired);
}

#[tokio::test]
async fn ioffice_travels_in_headers_and_renews_on_403() {
    let server = MockServer::builder(Ioffice::SPEC)
        .client("io-demo", None)
        .redirect_uri(CALLBACK)
        .var("site", "https://acme.iofficeconnect.com")
        .api("users/me", json!({"id": 1, "name": "Test"}))
        .start()
        .await
        .unwrap();
    let vars = IofficeVars {
        site: "https://acme.iofficeconnect.com".parse().unwrap(),
    };
    let client = IofficeClient::builder(vars, "io-demo")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let login = client
        .authorize(CALLBACK, [IofficeScope::Email])
        .begin()
        .unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    assert!(callback.contains("#code="), "{callback}");
    let session = login.finish(&callback).await.unwrap();
    assert!(session.extras().app_code.is_some());
    session.me().await.unwrap();

    server.invalidate_access_tokens();
    let calls = (0..10).map(|_| {
        let session = session.clone();
        tokio::spawn(async move { session.me().await.map(|_| ()) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(server.count(CallKind::Refresh), 1, "ten calls, one refresh");
    session.revoke().await.unwrap();

    let session = client
        .code_request("user", "password", CALLBACK, [IofficeScope::Email])
        .await
        .unwrap();
    session.me().await.unwrap();
}

#[tokio::test]
async fn moovila_runs_on_defaults() {
    let server = MockServer::builder(Moovila::SPEC)
        .client("mv-demo", Some("demo-secret"))
        .redirect_uri(CALLBACK)
        .var(
            "authorization_url",
            "https://registration.example/authorize-path",
        )
        .var("token_url", "https://registration.example/token-path")
        .var("api_base", "https://registration.example/api/")
        .start()
        .await
        .unwrap();
    let vars = MoovilaVars {
        authorization_url: "https://registration.example/authorize-path"
            .parse()
            .unwrap(),
        token_url: "https://registration.example/token-path".parse().unwrap(),
        api_base: "https://registration.example/api/".parse().unwrap(),
    };
    let client = MoovilaClient::builder(vars, "mv-demo")
        .client_secret("demo-secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let login = client
        .authorize(
            CALLBACK,
            [MoovilaScope::UsersRead, MoovilaScope::LookupTablesRead],
        )
        .begin()
        .unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let session = login.finish(&callback).await.unwrap();
    session.get("users").send().await.unwrap();
    expires_and_renews(&server, &session, CallKind::Refresh).await;
    server.assert_all_accepted();
    assert_eq!(
        login.finish(&callback).await.unwrap_err().code(),
        Code::AlreadyFinished
    );
}

#[tokio::test]
async fn valuekeep_mints_again() {
    let server = MockServer::builder(Valuekeep::SPEC)
        .client("vk-demo", Some("demo-secret"))
        .var("tenant", "mytenant")
        .var("organization", "myorg")
        .api(
            "maintenance/workOrders/odata",
            json!({"value": [{"Id": "w1"}]}),
        )
        .start()
        .await
        .unwrap();
    let vars = ValuekeepVars::new("mytenant".parse().unwrap(), "myorg".parse().unwrap());
    let client = ValuekeepClient::builder(vars, "vk-demo")
        .client_secret("demo-secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let session = client
        .client_credentials([ValuekeepScope::Application])
        .await
        .unwrap();
    let orders = session
        .work_orders(Query::select("Id").and("Description"))
        .await
        .unwrap();
    assert_eq!(orders.len(), 1);
    server.invalidate_access_tokens();
    session.work_orders(Query::select("Id")).await.unwrap();
    assert_eq!(server.count(CallKind::ClientCredentials), 2);
}

#[tokio::test]
async fn a_refused_consent_and_a_lost_answer_are_told_apart() {
    let server = MockServer::builder(Moovila::SPEC)
        .client("mv-demo", Some("demo-secret"))
        .redirect_uri(CALLBACK)
        .var("authorization_url", "https://registration.example/a")
        .var("token_url", "https://registration.example/t")
        .var("api_base", "https://registration.example/api/")
        .consent(Consent::Deny)
        .start()
        .await
        .unwrap();
    let client = server.client().build().unwrap();
    let login = client.authorize(CALLBACK, "UsersRead").begin().unwrap();
    let callback = server.authorize(login.url()).await.unwrap();
    let error = login.finish(&callback).await.unwrap_err();
    assert_eq!(error.code(), Code::AccessDenied);

    let server = MockServer::builder(Valuekeep::SPEC)
        .client("vk-demo", Some("demo-secret"))
        .var("tenant", "t")
        .var("organization", "o")
        .start()
        .await
        .unwrap();
    let client = server.client().build().unwrap();
    server.script(CallKind::ClientCredentials, Fault::CommitThenReset);
    let error = client.client_credentials("application").await.unwrap_err();
    assert_eq!(error.code(), Code::NoAnswer);
    assert!(error.is_ambiguous());
    assert_eq!(server.generation(), 1, "the server did its work");
}
