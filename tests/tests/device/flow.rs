//! Whole device sign-ins against the strict server.

use std::sync::Arc;
use std::time::Duration;

use oauth_mock::{Fault, MockBuilder, MockClock, MockServer};
use oauth_runtime::spec::{CallKind, Place};
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{
    Code, DeviceSignIn, DynClient, EventKind, NoVars, Provider, Session, oauth_provider,
};
use serde_json::json;

use super::world::seconds;

/// A provider for screens without a keyboard.
#[oauth_provider(
    device = "https://acme.example/device_authorization",
    token = "https://acme.example/token",
    api = "https://api.acme.example/",
    scopes(Read = "read", Write = "write", default(Read))
)]
pub struct Screen;

struct World {
    server: MockServer,
    client: ScreenClient,
    store: Arc<MemoryStore>,
}

impl World {
    async fn new(set: impl FnOnce(MockBuilder) -> MockBuilder) -> Self {
        let server = set(MockServer::builder(Screen::SPEC))
            .start()
            .await
            .unwrap();
        let store = Arc::new(MemoryStore::with_clock(server.clock()));
        let client = ScreenClient::builder(NoVars, "client")
            .client_secret("secret")
            .against(server.origin())
            .clock(server.clock())
            .store(store.clone())
            .build()
            .unwrap();
        Self {
            server,
            client,
            store,
        }
    }

    fn clock(&self) -> MockClock {
        self.server.clock()
    }

    async fn begin(&self) -> DeviceSignIn<Screen> {
        self.client
            .device_authorization([ScreenScope::Write])
            .await
            .unwrap()
    }

    /// Lets time pass until the sign-in has an end.
    async fn outcome(
        &self,
        sign_in: &DeviceSignIn<Screen>,
    ) -> Result<Session<Screen>, oauth_runtime::Error> {
        let sign_in = sign_in.clone();
        let mut waiting = tokio::spawn(async move { sign_in.wait().await });
        let clock = self.clock();
        loop {
            tokio::select! {
                biased;
                done = &mut waiting => return done.unwrap(),
                () = clock.until_asleep(1) => {
                    clock.advance_to_next_wake();
                }
            }
        }
    }

    fn polls(&self) -> usize {
        self.server.count(CallKind::DeviceToken)
    }
}

#[tokio::test]
async fn a_person_approves_and_the_session_is_stored_and_renews() {
    let world = World::new(|server| server).await;
    let mut events = world.client.events();
    let sign_in = world.begin().await;
    assert!(
        sign_in
            .verification_uri()
            .starts_with(world.server.origin())
    );
    assert!(
        sign_in
            .verification_uri_complete()
            .is_some_and(|uri| uri.ends_with(sign_in.user_code()))
    );
    world.server.approve_device_after(2);
    let session = world.outcome(&sign_in).await.unwrap();
    assert_eq!(world.polls(), 3);
    assert!(session.is_stored() && session.has_scope(&ScreenScope::Write));
    assert_eq!(session.tokens().obtained_by, CallKind::DeviceToken);
    assert!(matches!(
        events.try_next().map(|event| event.kind),
        Some(EventKind::SignedIn)
    ));

    // Another process finds it, and renews it.
    let other = ScreenClient::builder(NoVars, "client")
        .client_secret("secret")
        .against(world.server.origin())
        .clock(world.clock())
        .store(world.store.clone())
        .build()
        .unwrap();
    let stored = other.stored_session().await.unwrap().unwrap();
    world.clock().advance(seconds(3601));
    stored.get("me").send().await.unwrap();
    assert_eq!(world.server.refreshes(), 1);
    world.server.assert_all_accepted();
}

#[tokio::test]
async fn requests_have_the_parameters_of_rfc_8628_and_no_other() {
    let world = World::new(|server| server.client("client", None)).await;
    let client = world.server.client().build().unwrap();
    let sign_in = client.device_authorization("").await.unwrap();
    world.clock().advance(seconds(6));
    sign_in.poll().await.unwrap();
    let entries = world.server.ledger();
    let names = |at: usize| -> Vec<&str> {
        let entry = &entries[at];
        assert!(
            entry
                .parameters
                .iter()
                .all(|(place, _)| *place == Place::Form)
        );
        entry.parameters.iter().map(|(_, name)| &**name).collect()
    };
    assert_eq!(names(0), ["client_id", "scope"]);
    assert_eq!(names(1), ["grant_type", "device_code", "client_id"]);
    world.server.assert_all_accepted();
}

#[tokio::test]
async fn f_46_a_person_refuses_or_the_code_ends() {
    let world = World::new(|server| server.device_lifetime(seconds(60))).await;
    let sign_in = world.begin().await;
    assert_eq!(world.server.deny_device(), 1);
    let error = world.outcome(&sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::AccessDenied);
    assert_eq!(world.polls(), 1);

    let sign_in = world.begin().await;
    assert_eq!(world.server.expire_device(), 1);
    let error = world.outcome(&sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::DeviceCodeExpired);
    assert_eq!(world.polls(), 2, "the server says so");

    let sign_in = world.begin().await;
    let error = world.outcome(&sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::DeviceCodeExpired);
    assert_eq!(world.polls(), 11, "the clock says so");
    assert!(world.client.stored_session().await.unwrap().is_none());
}

#[tokio::test]
async fn f_46_the_strict_server_never_says_slow_down_whatever_the_clocks_do() {
    for (wall, monotonic) in [(10, 10), (6, 10), (9, 10), (10, 9), (10, 6)] {
        let world = World::new(|server| server.device_interval(seconds(3))).await;
        world.server.approve_device_after(5);
        let sign_in = world.begin().await;
        let waiting = tokio::spawn({
            let sign_in = sign_in.clone();
            async move { sign_in.wait().await.map(|_| ()) }
        });
        while !waiting.is_finished() {
            tokio::task::yield_now().await;
            if let Some(by) = world.clock().next_wake() {
                world.clock().drift(by * wall / monotonic, by);
            }
        }
        waiting.await.unwrap().unwrap();
        world.server.assert_all_accepted();
        assert_eq!(world.polls(), 6);
    }
}

#[tokio::test]
async fn f_46_the_network_flaps_and_the_sign_in_goes_on() {
    let world = World::new(|server| server).await;
    let sign_in = world.begin().await;
    world.server.approve_device();
    let limited = Fault::status(429, &[("retry-after", "20")]);
    for fault in [
        Fault::Reset,
        limited,
        Fault::status(502, &[]),
        Fault::json(400, &json!({"error": "authorization_pending"})),
    ] {
        world.server.script(CallKind::DeviceToken, fault);
    }
    world.outcome(&sign_in).await.unwrap();
    assert_eq!(world.polls(), 5);
    world.server.assert_all_accepted();
}

#[tokio::test]
async fn f_46_an_answer_that_is_lost_after_the_person_approved_is_told() {
    let world = World::new(|server| server).await;
    let sign_in = world.begin().await;
    world.server.approve_device();
    world
        .server
        .script(CallKind::DeviceToken, Fault::CommitThenReset);
    let error = world.outcome(&sign_in).await.unwrap_err();
    assert_eq!(error.code(), Code::CodeRefused);
    assert!(error.to_string().contains("was lost on the way"), "{error}");
}

#[tokio::test]
async fn all_who_wait_are_given_one_session() {
    let world = World::new(|server| server).await;
    let sign_in = world.begin().await;
    let waiting: Vec<_> = (0..10)
        .map(|_| {
            let sign_in = sign_in.clone();
            tokio::spawn(async move { sign_in.wait().await.unwrap() })
        })
        .collect();
    world.clock().until_asleep(10).await;
    world.clock().advance(seconds(6));
    world.clock().until_asleep(10).await;
    assert_eq!(world.polls(), 1, "one of ten polls");
    world.server.approve_device();
    world.clock().advance(seconds(6));
    let mut tokens = Vec::new();
    for task in waiting {
        let session = task.await.unwrap();
        tokens.push(session.tokens().access_token.expose().to_owned());
    }
    tokens.dedup();
    assert_eq!((tokens.len(), world.polls()), (1, 2));
    assert_eq!(world.server.generation(), 1);
    let later = sign_in.wait().await.unwrap();
    assert_eq!(later.tokens().access_token.expose(), tokens[0]);
    assert_eq!(world.polls(), 2);
}

#[tokio::test]
async fn a_poll_outlives_the_task_that_sent_it() {
    let world = World::new(|server| server).await;
    let sign_in = world.begin().await;
    world.server.approve_device();
    let held = world.server.hold_answers(CallKind::DeviceToken);
    world.clock().advance(seconds(6));
    let task = tokio::spawn({
        let sign_in = sign_in.clone();
        async move { sign_in.wait().await.map(|_| ()) }
    });
    held.arrived(1).await;
    task.abort();
    assert!(task.await.unwrap_err().is_cancelled());
    held.release();
    let session = sign_in.wait().await.unwrap();
    assert_eq!(world.polls(), 1, "nothing was asked for twice");
    assert!(session.is_stored());
}

#[tokio::test]
async fn a_shutdown_waits_for_a_poll_and_not_for_the_person() {
    let world = World::new(|server| server).await;
    let sign_in = world.begin().await;
    let waiting = tokio::spawn({
        let sign_in = sign_in.clone();
        async move { sign_in.wait().await.map(|_| ()) }
    });
    world.clock().until_asleep(1).await;
    let left = world.client.shutdown(Duration::ZERO).await;
    assert!(left.is_clean(), "a person who has not decided is no work");
    waiting.abort();
}

#[tokio::test]
async fn a_provider_without_the_flow_is_told_at_run_time() {
    let client = DynClient::builder(crate::stored::world::Acme::SPEC, &[], "app");
    let error = client
        .build()
        .unwrap()
        .device_authorization("")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NotOffered);
    assert_eq!(error.declaration_key(), Some("device"));
}
