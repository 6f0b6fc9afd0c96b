//! Renewal: once for all tasks, never lost, and reported as what it is.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::header::AUTHORIZATION;
use oauth_runtime::clock::Clock;
use oauth_runtime::transport::{Limits, Transport, TransportError};
use oauth_runtime::wire::{WireRequest, WireResponse};
use oauth_runtime::{Code, Expiry, NoVars, Secret, Session, TokenSet, oauth_provider};
use tokio::sync::{Barrier, Semaphore};

use crate::support::{TestClock, answer, body_text, json, replying};

/// A provider as the RFCs have it.
#[oauth_provider(
    authorize = "https://plain.example/authorize",
    token = "https://plain.example/token",
    client_credentials,
    revoke = "https://plain.example/revoke",
    api = "https://api.plain.example/"
)]
pub struct Plain;

fn session(transport: impl Transport, clock: &TestClock, tokens: TokenSet) -> Session<Plain> {
    PlainClient::builder(NoVars, "app")
        .client_secret("app-secret")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap()
        .session(tokens)
}

fn tokens(clock: &TestClock, lifetime: Option<u64>) -> TokenSet {
    let mut tokens = TokenSet::new("at-0", clock.now());
    tokens.refresh_token = Some(Secret::new("rt-0"));
    if let Some(seconds) = lifetime {
        tokens.expires = Expiry::At(clock.now() + Duration::from_secs(seconds));
    }
    tokens
}

/// A transport that counts refreshes, lets them through one gate, and answers
/// the API only to the newest token.
fn strict(gate: Arc<Semaphore>, refreshes: Arc<AtomicUsize>) -> impl Transport {
    move |request: WireRequest, _: Limits| {
        let (gate, refreshes) = (gate.clone(), refreshes.clone());
        async move {
            if request.url.ends_with("/token") {
                let _pass = gate.acquire().await.unwrap();
                let number = refreshes.fetch_add(1, Ordering::SeqCst) + 1;
                return Ok(json(format!(
                    r#"{{"access_token":"at-{number}","token_type":"Bearer","expires_in":3600,"refresh_token":"rt-{number}"}}"#
                )));
            }
            let newest = format!("Bearer at-{}", refreshes.load(Ordering::SeqCst));
            let good = request.headers[AUTHORIZATION] == *newest && newest != "Bearer at-0";
            Ok::<WireResponse, TransportError>(match good {
                true => json("{}"),
                false => answer(401, &[], ""),
            })
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tasks_on_an_expired_token_make_one_refresh() {
    let clock = TestClock::default();
    let (gate, refreshes) = (Arc::new(Semaphore::new(1)), Arc::new(AtomicUsize::new(0)));
    let session = session(
        strict(gate, refreshes.clone()),
        &clock,
        tokens(&clock, Some(3600)),
    );
    clock.advance(Duration::from_secs(3601));
    let barrier = Arc::new(Barrier::new(1000));
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let (session, barrier) = (session.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                session.token().await.unwrap().expose().to_owned()
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), "at-1");
    }
    assert_eq!(refreshes.load(Ordering::SeqCst), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_tasks_on_a_token_that_only_looks_valid_make_one_refresh() {
    let clock = TestClock::default();
    let (gate, refreshes) = (Arc::new(Semaphore::new(1)), Arc::new(AtomicUsize::new(0)));
    let session = session(
        strict(gate, refreshes.clone()),
        &clock,
        tokens(&clock, Some(3600)),
    );
    let barrier = Arc::new(Barrier::new(1000));
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let (session, barrier) = (session.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                session.get("me").send().await.unwrap().status()
            })
        })
        .collect();
    for task in tasks {
        assert_eq!(task.await.unwrap(), 200);
    }
    assert_eq!(refreshes.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_dropped_caller_drops_no_answer() {
    let clock = TestClock::default();
    let (gate, refreshes) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
    let session = session(
        strict(gate.clone(), refreshes.clone()),
        &clock,
        tokens(&clock, Some(10)),
    );
    clock.advance(Duration::from_secs(11));
    let leader = tokio::spawn({
        let session = session.clone();
        async move { session.token().await.map(|_| ()) }
    });
    // The leader is polled until the refresh waits at the gate.
    tokio::task::yield_now().await;
    tokio::task::yield_now().await;
    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    gate.add_permits(1);
    assert_eq!(session.token().await.unwrap().expose(), "at-1");
    assert_eq!(refreshes.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_refresh_keeps_what_the_answer_omits() {
    for (field, kept) in [
        ("", "rt-0"),
        (r#","refresh_token":"""#, "rt-0"),
        (r#","refresh_token":null"#, "rt-0"),
        (r#","refresh_token":"rt-0""#, "rt-0"),
        (r#","refresh_token":"rt-9""#, "rt-9"),
    ] {
        let clock = TestClock::default();
        let (transport, _) =
            replying(move |_, _| Ok(json(format!(r#"{{"access_token":"at-1"{field}}}"#))));
        let session = session(transport, &clock, tokens(&clock, Some(10)));
        let issued = session.tokens().refresh_token_issued_at;
        clock.advance(Duration::from_secs(60));
        session.renew().await.unwrap();
        let now = session.tokens();
        assert_eq!(now.refresh_token.unwrap().expose(), kept, "{field}");
        if field.is_empty() {
            assert_eq!(now.refresh_token_issued_at, issued, "the age is kept");
        }
    }
}

#[tokio::test]
async fn a_token_is_renewed_before_its_end_and_served_while_that_fails() {
    let clock = TestClock::default();
    let (transport, sent) = replying(|_, _| Err(TransportError::NotSent("refused".into())));
    let session = session(transport, &clock, tokens(&clock, Some(3600)));
    clock.advance(Duration::from_secs(3299));
    session.token().await.unwrap();
    assert_eq!(sent.lock().unwrap().len(), 0, "the margin is 300 s");
    clock.advance(Duration::from_secs(2));
    assert_eq!(session.token().await.unwrap().expose(), "at-0");
    assert_eq!(sent.lock().unwrap().len(), 1);
    clock.advance(Duration::from_secs(300));
    let error = session.token().await.unwrap_err();
    assert_eq!(error.code(), Code::NotConnected);
    assert!(error.is_transient());
}

#[tokio::test]
async fn a_refused_refresh_token_is_sent_once() {
    let clock = TestClock::default();
    let (transport, sent) = replying(|_, _| {
        let body = r#"{"error":"invalid_grant","error_description":"rt-0 was revoked"}"#;
        Ok(answer(400, &[], body))
    });
    let mut tokens = tokens(&clock, Some(10));
    tokens.refresh_token = Some(Secret::new("rt-0-long-enough"));
    let session = session(transport, &clock, tokens);
    clock.advance(Duration::from_secs(11));
    for _ in 0..3 {
        let error = session.token().await.unwrap_err();
        assert_eq!(error.code(), Code::RefreshRefused);
        assert!(error.is_reauth_required());
    }
    assert_eq!(sent.lock().unwrap().len(), 1);
    assert!(
        session.tokens().refresh_token.is_some(),
        "a failure deletes no credential"
    );
}

#[tokio::test]
async fn a_token_that_is_over_at_once_is_not_renewed_at_every_call() {
    for lifetime in ["0", "-1", "\"0\""] {
        let clock = TestClock::default();
        let (transport, sent) = replying(move |_, _| {
            Ok(json(format!(
                r#"{{"access_token":"at","expires_in":{lifetime},"refresh_token":"rt"}}"#
            )))
        });
        let session = session(transport, &clock, tokens(&clock, Some(10)));
        clock.advance(Duration::from_secs(11));
        for _ in 0..29 {
            session.token().await.unwrap();
            clock.advance(Duration::from_secs(1));
        }
        assert_eq!(sent.lock().unwrap().len(), 1, "{lifetime}");
        clock.advance(Duration::from_secs(2));
        session.token().await.unwrap();
        assert_eq!(sent.lock().unwrap().len(), 2, "{lifetime}");
    }
}

#[tokio::test]
async fn a_client_that_acts_for_itself_mints_again() {
    let clock = TestClock::default();
    let (transport, sent) = replying(|number, _| {
        Ok(json(format!(
            r#"{{"access_token":"at-{number}","expires_in":100}}"#
        )))
    });
    let client = PlainClient::builder(NoVars, "app")
        .client_secret("app-secret")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let session = client
        .client_credentials([PlainScope::new("a")])
        .param("audience", "x")
        .await
        .unwrap();
    clock.advance(Duration::from_secs(76));
    assert_eq!(session.token().await.unwrap().expose(), "at-1");
    let sent = sent.lock().unwrap();
    assert_eq!(
        body_text(&sent[0]),
        body_text(&sent[1]),
        "the same is asked for"
    );
}

#[tokio::test]
async fn a_revoked_session_stays_over() {
    let clock = TestClock::default();
    let (transport, sent) = replying(|_, _| Ok(answer(200, &[], "")));
    let session = session(transport, &clock, tokens(&clock, Some(3600)));
    session.revoke().await.unwrap();
    let bodies: Vec<_> = sent.lock().unwrap().iter().map(body_text).collect();
    assert_eq!(bodies.len(), 2, "{bodies:?}");
    assert!(
        bodies[0].starts_with("token=rt-0&"),
        "the refresh token goes first"
    );
    let error = session.token().await.unwrap_err();
    assert!(error.is_reauth_required());
    assert_eq!(sent.lock().unwrap().len(), 2);
}

#[tokio::test]
async fn without_anything_to_renew_with_the_error_says_so() {
    let clock = TestClock::default();
    let (transport, sent) = replying(|_, _| Ok(json("{}")));
    let mut tokens = tokens(&clock, Some(10));
    tokens.refresh_token = None;
    let session = session(transport, &clock, tokens);
    clock.advance(Duration::from_secs(11));
    let error = session.token().await.unwrap_err();
    assert_eq!(error.code(), Code::NothingToRenew);
    assert!(error.is_reauth_required());
    assert!(sent.lock().unwrap().is_empty());
}

/// A provider that renews by the access token, at an address of its own.
#[oauth_provider(
    authorize = "https://long.example/authorize",
    token = "https://long.example/token",
    refresh(
        url = "https://long.example/extend",
        omit(refresh_token),
        params(access_token = "{access_token}")
    )
)]
pub struct LongLived;

#[tokio::test]
async fn a_token_is_renewed_by_the_access_token_where_that_is_declared() {
    let clock = TestClock::default();
    let (transport, sent) = replying(|_, _| {
        Ok(json(
            r#"{"access_token":"at-1","expires_in":100}"#.to_owned(),
        ))
    });
    let client = LongLivedClient::builder(NoVars, "app")
        .client_secret("app-secret")
        .transport(transport)
        .clock(clock.clone())
        .build()
        .unwrap();
    let mut tokens = TokenSet::new("at-0", clock.now());
    tokens.expires = Expiry::At(clock.now() + Duration::from_secs(100));
    let session = client.session(tokens);
    clock.advance(Duration::from_secs(101));
    assert_eq!(session.token().await.unwrap().expose(), "at-1");
    let sent = sent.lock().unwrap();
    assert_eq!(sent[0].url, "https://long.example/extend");
    let body = body_text(&sent[0]);
    assert!(body.contains("access_token=at-0"), "{body}");
    assert!(!body.contains("refresh_token="), "{body}");
}
