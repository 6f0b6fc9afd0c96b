//! Two tokens of one sign-in: in one answer as Slack has it, and by the first
//! one's refresh token as SharePoint beside Microsoft Graph has it.

use std::sync::Arc;

use oauth_runtime::store::{MemoryStore, Store};
use oauth_runtime::wire::WireResponse;
use oauth_runtime::{Code, Expiry, NoVars, Provider, oauth_provider};

use crate::world::{Sent, TestClock, answering, ok, status};

/// A bot token at the top, a user token below `authed_user`.
#[oauth_provider(
    origin = "https://chat.example",
    authorize = "/oauth/v2/authorize",
    token(
        url = "/api/oauth.v2.access",
        answer(
            success("/ok" = true),
            error = "/error",
            token_type = ignored,
            keep(team = "/team/id"),
        ),
    ),
    revoke = "/api/auth.revoke",
    scopes(delimiter = ","),
    second_scopes(param = "user_scope"),
    second_token(user(
        answer(
            access_token = "/authed_user/access_token",
            refresh_token = "/authed_user/refresh_token",
            expires_in = "/authed_user/expires_in",
            keep(user_id = "/authed_user/id"),
        ),
        api(base = "/api/users/{token.user_id}/", bearer(header("x-user-token"))),
    )),
    api = "/api/",
)]
pub struct Chat;

/// A second audience.
#[oauth_provider(
    authorize = "https://login.example/common/authorize",
    token(
        url = "https://login.example/common/token",
        answer(keep(tenant: DnsLabel = "/tenant")),
    ),
    second_token(sites(
        by_refresh,
        refresh(
            url = "https://login.example/{token.tenant}/token",
            params(scope = "https://{token.tenant}.sites.example/.default"),
        ),
        api = "https://{token.tenant}.sites.example/_api/",
        lifetimes(access_token = 10m),
    )),
    api = "https://graph.example/v1/",
)]
pub struct Drive;

const BOTH: &str = r#"{"ok":true,"access_token":"bot-1","token_type":"bot","scope":"chat","refresh_token":"bot-r1","expires_in":43200,"team":{"id":"T1"},"authed_user":{"id":"U1","access_token":"user-1","token_type":"user","scope":"files","refresh_token":"user-r1","expires_in":3600}}"#;
const BOT_ONLY: &str = r#"{"ok":true,"access_token":"bot-9","refresh_token":"bot-r9","expires_in":43200,"team":{"id":"T1"},"authed_user":{"id":"U2"}}"#;
const USER_AGAIN: &str = r#"{"ok":true,"access_token":"user-2","token_type":"user","refresh_token":"user-r2","expires_in":3600}"#;

fn chat(
    store: Option<&Arc<dyn Store>>,
    clock: &TestClock,
    answers: Vec<WireResponse>,
) -> (ChatClient, Sent) {
    let (transport, sent) = answering(answers);
    let builder = ChatClient::builder(NoVars, "id-1")
        .client_secret("s-1")
        .transport(transport)
        .clock(clock.clone());
    let builder = match store {
        Some(store) => builder.store(store.clone()),
        None => builder,
    };
    (builder.build().unwrap(), sent)
}

async fn sign_in(client: &ChatClient) -> oauth_runtime::Session<Chat> {
    let login = client
        .authorize("https://me.example/cb", [])
        .begin()
        .unwrap();
    let (_, after) = login.url().split_once("&state=").unwrap();
    let state = after.split('&').next().unwrap();
    let back = format!("https://me.example/cb?code=c-1&state={state}");
    login.finish(&back).await.unwrap()
}

#[tokio::test]
async fn each_token_has_its_own_clock_refresh_and_api() {
    let clock = TestClock::default();
    let (client, sent) = chat(
        None,
        &clock,
        vec![ok(BOTH), ok(USER_AGAIN), ok("{}"), ok("{}")],
    );
    let session = sign_in(&client).await;
    let user = session.second_token("user").await.unwrap().unwrap();
    assert_eq!(user.spec().id, "chat.user");
    assert_eq!(user.connection().provider(), "chat.user");
    let tokens = user.tokens();
    assert_eq!(tokens.access_token.expose(), "user-1");
    assert_eq!(tokens.refresh_token.unwrap().expose(), "user-r1");
    assert_eq!(tokens.scope, None);
    assert_eq!(tokens.kept.text("team").as_deref(), Some("T1"));
    clock.advance(3600);
    assert_eq!(session.token().await.unwrap().expose(), "bot-1");
    assert_eq!(user.token().await.unwrap().expose(), "user-2");
    let (line, body) = sent.wire(1);
    assert_eq!(line, "POST https://chat.example/api/oauth.v2.access");
    assert_eq!(
        body,
        "grant_type=refresh_token&refresh_token=user-r1&client_id=id-1&client_secret=s-1"
    );
    user.request(oauth_runtime::spec::Method::Get, "files")
        .send()
        .await
        .unwrap();
    assert_eq!(
        sent.wire(2).0,
        "GET https://chat.example/api/users/U1/files"
    );
    assert_eq!(sent.header(2, "x-user-token").as_deref(), Some("user-2"));
    session.get("team.info").send().await.unwrap();
    assert_eq!(sent.wire(3).0, "GET https://chat.example/api/team.info");
    assert_eq!(
        sent.header(3, "authorization").as_deref(),
        Some("Bearer bot-1")
    );
    let again = session.second_token("user").await.unwrap().unwrap();
    assert_eq!(again.token().await.unwrap().expose(), "user-2");
    assert_eq!(session.extras().team.as_deref(), Some("T1"));
}

#[tokio::test]
async fn it_is_found_again_in_the_store_with_what_was_renewed() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = TestClock::default();
    let (client, _) = chat(Some(&store), &clock, vec![ok(BOTH), ok(USER_AGAIN)]);
    let session = sign_in(&client).await;
    let user = session.second_token("user").await.unwrap().unwrap();
    assert!(user.is_stored());
    user.renew().await.unwrap();
    drop((client, session, user));

    let (client, sent) = chat(Some(&store), &clock, vec![]);
    let session = client.stored_session().await.unwrap().unwrap();
    let user = session.second_token("user").await.unwrap().unwrap();
    assert_eq!(user.token().await.unwrap().expose(), "user-2");
    assert_eq!(user.tokens().kept.text("user_id").as_deref(), Some("U1"));
    assert_eq!(session.token().await.unwrap().expose(), "bot-1");
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn that_of_an_earlier_sign_in_is_not_handed_out() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = TestClock::default();
    let (other, _) = chat(Some(&store), &clock, vec![ok(BOTH)]);
    let first = sign_in(&other).await;
    let kept = first.second_token("user").await.unwrap().unwrap();

    let (client, _) = chat(
        Some(&store),
        &clock,
        vec![ok(BOT_ONLY), ok(&BOTH.replace("-1", "-5"))],
    );
    let session = sign_in(&client).await;
    assert!(session.second_token("user").await.unwrap().is_none());
    let session = sign_in(&client).await;
    let user = session.second_token("user").await.unwrap().unwrap();
    assert_eq!(user.token().await.unwrap().expose(), "user-5");

    // The process that signed in first sees the new one as soon as it sees the sign-in.
    let over = first.renew().await;
    assert!(over.is_ok(), "{over:?}");
    let followed = first.second_token("user").await.unwrap().unwrap();
    assert_eq!(followed.token().await.unwrap().expose(), "user-5");
    assert_eq!(kept.token().await.unwrap().expose(), "user-5");
}

#[tokio::test]
async fn a_sign_out_ends_both() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = TestClock::default();
    let answers = vec![
        ok(BOTH),
        ok("{\"ok\":true}"),
        ok("{\"ok\":true}"),
        ok("{\"ok\":true}"),
        ok("{\"ok\":true}"),
    ];
    let (client, sent) = chat(Some(&store), &clock, answers);
    let session = sign_in(&client).await;
    let user = session.second_token("user").await.unwrap().unwrap();
    session.sign_out().await.unwrap();
    assert_eq!(user.token().await.unwrap_err().code(), Code::SignedOut);
    assert_eq!(
        session.second_token("user").await.unwrap_err().code(),
        Code::SignedOut
    );
    let revoked: Vec<String> = (1..5).map(|at| sent.wire(at).1).collect();
    for token in ["user-r1", "user-1", "bot-r1", "bot-1"] {
        let named = format!("token={token}&");
        assert!(
            revoked.iter().any(|body| body.contains(&named)),
            "{revoked:?}"
        );
    }
}

#[tokio::test]
async fn a_name_that_is_not_declared_is_refused() {
    let (client, _) = chat(None, &TestClock::default(), vec![ok(BOTH)]);
    let session = sign_in(&client).await;
    let error = session.second_token("admin").await.unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    assert!(
        Chat::SPEC
            .second_tokens
            .iter()
            .all(|second| second.spec.second_tokens.is_empty())
    );
}

const FIRST: &str =
    r#"{"access_token":"graph-1","refresh_token":"r-1","expires_in":3600,"tenant":"contoso"}"#;
const SITES: &str = r#"{"access_token":"sites-1","refresh_token":"r-2"}"#;
const SITES_AGAIN: &str = r#"{"access_token":"sites-2"}"#;

fn drive(
    store: &Arc<dyn Store>,
    clock: &TestClock,
    answers: Vec<WireResponse>,
) -> (DriveClient, Sent) {
    let (transport, sent) = answering(answers);
    let client = DriveClient::builder(NoVars, "id-1")
        .transport(transport)
        .clock(clock.clone())
        .store(store.clone())
        .build()
        .unwrap();
    (client, sent)
}

#[tokio::test]
async fn a_second_audience_is_obtained_once_and_then_renews_itself() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = TestClock::default();
    let (client, sent) = drive(
        &store,
        &clock,
        vec![ok(FIRST), ok(SITES), ok(SITES_AGAIN), ok("{}")],
    );
    let login = client
        .authorize("https://me.example/cb", [])
        .state("S")
        .begin()
        .unwrap();
    let session = login
        .finish("https://me.example/cb?code=c&state=S")
        .await
        .unwrap();
    assert_eq!(sent.count(), 1);
    let (one, other) = tokio::join!(session.second_token("sites"), session.second_token("sites"));
    let sites = one.unwrap().unwrap();
    other.unwrap().unwrap();
    assert_eq!(sent.count(), 2);
    assert_eq!(
        sent.wire(1),
        (
            "POST https://login.example/contoso/token".to_owned(),
            "grant_type=refresh_token&refresh_token=r-1&client_id=id-1&scope=https%3A%2F%2Fcontoso.sites.example%2F.default".to_owned()
        )
    );
    let tokens = sites.tokens();
    let end = tokens.issued_at + std::time::Duration::from_secs(600);
    assert_eq!(tokens.expires, Expiry::At(end));
    // The first one's refresh token is its own still.
    assert_eq!(session.tokens().refresh_token.unwrap().expose(), "r-1");
    clock.advance(600);
    assert_eq!(sites.token().await.unwrap().expose(), "sites-2");
    assert!(sent.wire(2).1.contains("refresh_token=r-2&"));
    sites
        .request(oauth_runtime::spec::Method::Get, "web")
        .send()
        .await
        .unwrap();
    assert_eq!(sent.wire(3).0, "GET https://contoso.sites.example/_api/web");
    drop((client, session, sites));

    let (client, sent) = drive(&store, &clock, vec![]);
    let session = client.stored_session().await.unwrap().unwrap();
    let sites = session.second_token("sites").await.unwrap().unwrap();
    assert_eq!(sites.token().await.unwrap().expose(), "sites-2");
    assert_eq!(sent.count(), 0);
}

#[tokio::test]
async fn a_second_audience_that_is_refused_is_obtained_again() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let clock = TestClock::default();
    let refused = status(400, r#"{"error":"invalid_grant"}"#);
    let third = ok(r#"{"access_token":"sites-3","refresh_token":"r-3"}"#);
    let (client, sent) = drive(&store, &clock, vec![ok(FIRST), ok(SITES), refused, third]);
    let login = client
        .authorize("https://me.example/cb", [])
        .state("S")
        .begin()
        .unwrap();
    let session = login
        .finish("https://me.example/cb?code=c&state=S")
        .await
        .unwrap();
    let sites = session.second_token("sites").await.unwrap().unwrap();
    clock.advance(600);
    let error = sites.token().await.unwrap_err();
    assert_eq!(error.code(), Code::RefreshRefused);
    let again = session.second_token("sites").await.unwrap().unwrap();
    assert_eq!(again.token().await.unwrap().expose(), "sites-3");
    assert!(sent.wire(3).1.contains("refresh_token=r-1&"));
    assert_eq!(sites.token().await.unwrap().expose(), "sites-3");
    assert_eq!(session.token().await.unwrap().expose(), "graph-1");
}

#[tokio::test]
async fn without_a_refresh_token_there_is_no_second_audience() {
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let answer = ok(r#"{"access_token":"graph-1","tenant":"contoso"}"#);
    let (client, sent) = drive(&store, &TestClock::default(), vec![answer]);
    let login = client
        .authorize("https://me.example/cb", [])
        .state("S")
        .begin()
        .unwrap();
    let session = login
        .finish("https://me.example/cb?code=c&state=S")
        .await
        .unwrap();
    let error = session.second_token("sites").await.unwrap_err();
    assert_eq!(error.code(), Code::NothingToRenew);
    assert_eq!(sent.count(), 1);
}
