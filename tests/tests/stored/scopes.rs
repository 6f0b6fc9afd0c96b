//! Scopes that shrink and grow.

use std::sync::Arc;

use oauth_mock::MockClock;
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{Code, EventKind, NoVars, oauth_provider};

use super::world::{HOUR, seconds, tokens};
use crate::support::{json, replying};

/// A provider with two scopes.
#[oauth_provider(
    authorize = "https://scoped.example/authorize",
    token = "https://scoped.example/token",
    scopes(Read = "read", Write = "write")
)]
pub struct Scoped;

/// F-54: a scope that the user took away is told, and found before a call fails
/// for it; one that came back is there again, in other processes as well.
#[tokio::test]
async fn scopes_shrink_and_grow_with_an_event_and_an_error_that_names_them() {
    let clock = MockClock::new();
    let store = Arc::new(MemoryStore::with_clock(clock.clone()));
    let answers = ["read", "read", "read write", ""];
    let (transport, _) = replying(move |number, _| {
        let scope = match answers[number] {
            "" => String::new(),
            scope => format!(r#","scope":"{scope}""#),
        };
        Ok(json(format!(
            r#"{{"access_token":"at-{number}","expires_in":3600,"refresh_token":"rt-{number}"{scope}}}"#
        )))
    });
    let client = ScopedClient::builder(NoVars, "app")
        .client_secret("app-secret")
        .transport(transport)
        .clock(clock.clone())
        .store(store.clone())
        .build()
        .unwrap();
    let mut tokens = tokens(&clock, "at", "rt", HOUR);
    tokens.scope = Some(vec!["read".into(), "write".into()]);
    let session = client.adopt(tokens).await.unwrap();
    let both = [ScopedScope::Read, ScopedScope::Write];
    session.require_scopes(&both).unwrap();
    let mut events = client.events();
    let mut missing = Vec::new();
    let expected = [false, false, true, true];
    for granted in expected {
        clock.advance(HOUR + seconds(1));
        session.token().await.unwrap();
        assert_eq!(session.has_scope(&ScopedScope::Write), granted);
        match session.require_scopes(&both) {
            Ok(()) => assert!(granted),
            Err(error) => {
                assert!(!granted);
                assert_eq!(error.code(), Code::MissingScopes);
                assert!(error.is_reauth_required());
                assert!(error.to_string().contains("not granted: write"), "{error}");
            }
        }
        while let Some(event) = events.try_next() {
            if let EventKind::ScopesNarrowed { missing: lost } = event.kind {
                missing.push(lost);
            }
        }
        let other = ScopedClient::builder(NoVars, "app").store(store.clone());
        let other = other.clock(clock.clone()).build().unwrap();
        let other = other.stored_session().await.unwrap().unwrap();
        assert_eq!(other.has_scope(&ScopedScope::Write), granted);
    }
    assert_eq!(missing, [["write"]], "told once");
}
