//! A step that fails after the refresh token was used: the new one survives.

use std::sync::Arc;
use std::time::Duration;

use oauth_runtime::store::{MemoryStore, Store};
use oauth_runtime::transport::Transport;
use oauth_runtime::{Client, Code, NoVars, oauth_provider};
use serde_json::json;

use super::{Sent, says, script, sign_in, step_of};
use crate::support::{TestClock, answer};

/// Bullhorn: each refresh token works once, and every access token is traded for a
/// session at an address that comes with it.
#[oauth_provider(
    authorize = "https://auth.bullhorn.example/oauth/authorize",
    pkce = none(reason = "the vendor's page names no such parameter"),
    rotation = single_use,
    lifetimes(access_token = 7d),
    token(
        url = "https://auth.bullhorn.example/oauth/token",
        then(session(
            url = "https://rest.bullhorn.example/rest-services/login",
            place = query,
            reason = "the vendor reads the query only",
            params(version = "*", access_token = "{access_token}", ttl = "10080"),
            answer(
                access_token = "BhRestToken",
                keep(rest_url: Url("*.bullhorn.example") = "restUrl")
            ),
        )),
    ),
    api(base = "{token.rest_url}", bearer(header("bhresttoken"))),
)]
pub struct Bullhorn;

const WEEK: Duration = Duration::from_secs(7 * 86_400);

fn oauth(number: u32) -> oauth_runtime::wire::WireResponse {
    says(
        json!({"access_token": format!("at-{number}"), "refresh_token": format!("rt-{number}"), "expires_in": 600}),
    )
}

fn login(number: u32) -> oauth_runtime::wire::WireResponse {
    let url = format!("https://rest{number}.bullhorn.example/rest-services/e99/");
    says(json!({"BhRestToken": format!("bh-{number}"), "restUrl": url}))
}

fn away() -> oauth_runtime::wire::WireResponse {
    answer(503, &[], "")
}

fn client(
    transport: impl Transport,
    clock: &TestClock,
    store: Option<Arc<dyn Store>>,
) -> Client<Bullhorn> {
    let builder = BullhornClient::builder(NoVars, "app")
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

fn refreshes(sent: &Sent) -> Vec<String> {
    let lines = sent.take();
    let refresh = |line: &String| line.contains("/oauth/token");
    lines
        .into_iter()
        .filter(refresh)
        .map(|line| line.split("&refresh_token=").nth(1).unwrap()[..4].to_owned())
        .collect()
}

#[tokio::test]
async fn the_session_is_made_again_at_each_renewal_with_its_address() {
    let clock = TestClock::default();
    let (transport, sent) = script([oauth(1), login(1), oauth(2), login(2), says(json!({}))]);
    let session = sign_in(&client(transport, &clock, None)).await.unwrap();
    assert_eq!(
        sent.take()[1],
        "POST https://rest.bullhorn.example/rest-services/login?version=%2A&access_token=at-1&ttl=10080"
    );
    clock.advance(WEEK);
    session.get("ping").send().await.unwrap();
    assert_eq!(
        sent.take()[2],
        "GET https://rest2.bullhorn.example/rest-services/e99/ping [bhresttoken: bh-2]"
    );
}

async fn a_step_fails_after_the_rotation(store: Option<Arc<dyn Store>>) {
    let clock = TestClock::default();
    let answers = [
        oauth(1),
        login(1),
        oauth(2),
        away(),
        oauth(3),
        login(3),
        oauth(4),
        login(4),
    ];
    let (transport, sent) = script(answers);
    let session = sign_in(&client(transport, &clock, store)).await.unwrap();
    sent.take();
    clock.advance(WEEK);
    let error = session.token().await.unwrap_err();
    assert_eq!(step_of(&error), (Some("session"), Code::ServerError));
    assert!(!error.is_reauth_required());
    let tokens = session.tokens();
    assert_eq!(tokens.refresh_token.unwrap().expose(), "rt-2");
    clock.advance(Duration::from_secs(600));
    assert_eq!(session.token().await.unwrap().expose(), "bh-3");
    clock.advance(WEEK);
    assert_eq!(session.token().await.unwrap().expose(), "bh-4");
    assert_eq!(refreshes(&sent), ["rt-1", "rt-2", "rt-3"]);
}

#[tokio::test]
async fn the_new_refresh_token_survives_a_failing_step() {
    a_step_fails_after_the_rotation(None).await;
}

#[tokio::test]
async fn the_new_refresh_token_survives_a_failing_step_in_a_store() {
    a_step_fails_after_the_rotation(Some(Arc::new(MemoryStore::new()))).await;
}

#[tokio::test]
async fn another_process_goes_on_where_a_step_failed() {
    let clock = TestClock::default();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let (transport, _) = script([oauth(1), login(1), oauth(2), away()]);
    let first = client(transport, &clock, Some(store.clone()));
    let session = sign_in(&first).await.unwrap();
    clock.advance(WEEK);
    session.token().await.unwrap_err();
    let (transport, sent) = script([oauth(3), login(3)]);
    let second = client(transport, &clock, Some(store));
    let session = second.account("default").stored_session().await.unwrap();
    let session = session.unwrap();
    assert_eq!(session.token().await.unwrap().expose(), "bh-3");
    assert_eq!(refreshes(&sent), ["rt-2"]);
}

#[tokio::test]
async fn a_renewal_before_the_end_leaves_the_old_access_token_until_its_end() {
    let clock = TestClock::default();
    let (transport, _) = script([oauth(1), login(1), oauth(2), away()]);
    let session = sign_in(&client(transport, &clock, None)).await.unwrap();
    clock.advance(WEEK - Duration::from_secs(60));
    assert_eq!(session.token().await.unwrap().expose(), "bh-1");
    let tokens = session.tokens();
    assert_eq!(tokens.refresh_token.unwrap().expose(), "rt-2");
}

#[tokio::test]
async fn a_token_that_was_refused_is_not_used_again_after_a_failing_step() {
    let clock = TestClock::default();
    let refused = answer(401, &[], "");
    let answers = [
        oauth(1),
        login(1),
        refused,
        oauth(2),
        away(),
        oauth(3),
        login(3),
        says(json!({})),
    ];
    let (transport, sent) = script(answers);
    let session = sign_in(&client(transport, &clock, None)).await.unwrap();
    let error = session.get("ping").send().await.unwrap_err();
    assert_eq!(error.step(), Some("session"));
    clock.advance(Duration::from_secs(600));
    session.get("ping").send().await.unwrap();
    assert!(sent.take()[7].ends_with("[bhresttoken: bh-3]"));
}

#[tokio::test]
async fn a_sign_in_whose_step_fails_in_passing_stands_and_is_renewed() {
    let clock = TestClock::default();
    let (transport, sent) = script([oauth(1), away(), oauth(2), login(2)]);
    let session = sign_in(&client(transport, &clock, None)).await.unwrap();
    assert_eq!(session.token().await.unwrap().expose(), "bh-2");
    assert_eq!(sent.take().len(), 4);
}

#[tokio::test]
async fn the_new_refresh_token_is_in_the_store_before_a_step_is_made() {
    let clock = TestClock::default();
    let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
    let (transport, _) = script([oauth(1), login(1)]);
    let first = client(transport, &clock, Some(store.clone()));
    sign_in(&first).await.unwrap();
    clock.advance(WEEK);
    let seen = Sent::default();
    let (log, reader) = (seen.clone(), (store.clone(), clock.clone()));
    let transport = move |request: oauth_runtime::wire::WireRequest,
                          _: oauth_runtime::transport::Limits| {
        let (log, (store, clock)) = (log.clone(), reader.clone());
        async move {
            if request.url.contains("/oauth/token") {
                return Ok(oauth(2));
            }
            // What another process would find if this one died now.
            let (transport, _) = script([]);
            let other = client(transport, &clock, Some(store)).account("default");
            let stored = other.stored_session().await.unwrap().unwrap();
            let token = stored.tokens().refresh_token.unwrap();
            log.0.lock().unwrap().push(token.expose().to_owned());
            Ok(login(2))
        }
    };
    let second = client(transport, &clock, Some(store)).account("default");
    let session = second.stored_session().await.unwrap().unwrap();
    assert_eq!(session.token().await.unwrap().expose(), "bh-2");
    assert_eq!(seen.take(), ["rt-2"]);
}

#[test]
fn the_page_of_a_call_shows_its_steps() {
    let (transport, _) = script([]);
    let client = client(transport, &TestClock::default(), None);
    let kind = oauth_runtime::spec::CallKind::Refresh;
    let page = client.as_dyn().explain(kind).unwrap().unwrap();
    let text = page.to_string();
    let step = "\nthen, `session`: POST https://rest.bullhorn.example/rest-services/login\n";
    assert!(text.contains(step), "{text}");
    assert!(
        text.contains("access_token = \u{2039}access_token\u{203a}"),
        "{text}"
    );
}
