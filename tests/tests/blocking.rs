//! The blocking façade over the strict server: from many threads, beside async code,
//! and when whoever waited is gone.

use std::sync::Barrier;
use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::blocking::{Wait as _, wait, within};
use oauth_runtime::spec::CallKind;
use oauth_runtime::{Code, DynSession, EventKind};
use tokio::runtime::Runtime;

use crate::grants::world::{ACME, world};

/// The server in a runtime of its own, so that threads without one can wait.
fn served() -> (Runtime, MockServer, DynSession) {
    let runtime = Runtime::new().unwrap();
    let (server, client) = runtime.block_on(world(&ACME, |server| server));
    let session = client.password("user", "password", "").wait().unwrap();
    (runtime, server, session)
}

#[test]
fn a_thousand_threads_make_one_refresh() {
    let (_runtime, server, session) = served();
    server.clock().advance(Duration::from_secs(3600));
    let start = Barrier::new(1000);
    let tokens: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..1000)
            .map(|_| {
                let (session, start) = (&session, &start);
                scope.spawn(move || {
                    start.wait();
                    let token = session.token().wait().unwrap();
                    token.access_token().expose().to_owned()
                })
            })
            .collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert_eq!(server.refreshes(), 1);
    assert!(tokens.iter().all(|token| *token == tokens[0]));
    server.assert_all_accepted();
}

/// Blocking and async callers share one flight, whoever leads it.
#[test]
fn one_session_serves_blocking_and_async_code() {
    let (runtime, server, session) = served();
    for round in 1..=3 {
        server.clock().advance(Duration::from_secs(3600));
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                let session = session.clone();
                runtime.spawn(async move { session.token().await.map(|_| ()).unwrap() })
            })
            .collect();
        std::thread::scope(|scope| {
            for _ in 0..50 {
                scope.spawn(|| session.token().wait().map(|_| ()).unwrap());
            }
        });
        runtime.block_on(async {
            for task in tasks {
                task.await.unwrap();
            }
        });
        assert_eq!(server.refreshes(), round);
    }
}

/// A renewal goes on when the thread that asked for it has given up.
#[test]
fn a_renewal_outlives_who_asked_for_it() {
    let (_runtime, server, session) = served();
    let before = session.tokens().access_token;
    server.clock().advance(Duration::from_secs(3600));
    let held = server.hold_answers(CallKind::Refresh);
    let given_up = async {
        tokio::select! {
            biased;
            _ = session.token() => panic!("nothing was answered yet"),
            () = held.arrived(1) => (),
        }
    };
    wait(given_up).unwrap();
    held.release();
    let token = session.token().wait().unwrap();
    assert!(!token.access_token().matches(before.expose()));
    assert_eq!(server.refreshes(), 1, "the first one's answer was kept");
}

#[test]
fn a_session_is_kept_alive_in_the_background() {
    let runtime = Runtime::new().unwrap();
    let (server, client) = runtime.block_on(world(&ACME, |server| server));
    let session = client.password("user", "password", "").wait().unwrap();
    let mut events = client.events();
    let alive = within(|| session.keep_alive()).unwrap();
    assert!(alive.is_running());
    wait(server.clock().until_asleep(1)).unwrap();
    server.clock().advance(Duration::from_secs(3600));
    let event = wait(events.next()).unwrap();
    assert!(matches!(
        event.map(|event| event.kind),
        Some(EventKind::Refreshed { .. })
    ));
    drop(alive);
    assert_eq!(server.refreshes(), 1);
}

#[test]
fn a_shutdown_waits_for_what_is_in_flight() {
    let runtime = Runtime::new().unwrap();
    let (server, client) = runtime.block_on(world(&ACME, |server| server));
    let session = client.password("user", "password", "").wait().unwrap();
    let left = wait(client.shutdown(Duration::from_secs(5))).unwrap();
    assert!(left.is_clean());
    server.clock().advance(Duration::from_secs(3600));
    let error = session.token().wait().map(|_| ()).unwrap_err();
    assert_eq!(error.code(), Code::ShutDown);
}

/// It blocks the executor's thread, and neither panics nor waits for itself.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn within_async_code_it_works_without_a_panic() {
    let (server, client) = world(&ACME, |server| server).await;
    let session = client.password("user", "password", "").wait().unwrap();
    server.clock().advance(Duration::from_secs(3600));
    session.token().wait().unwrap();
    assert_eq!(server.refreshes(), 1);
}
