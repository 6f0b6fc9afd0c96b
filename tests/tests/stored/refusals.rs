//! What a provider refuses, and what that means for the refresh token.

use oauth_mock::Fault;
use oauth_runtime::spec::{CallKind, Method};
use oauth_runtime::store::MemoryStore;
use oauth_runtime::{Code, DynClient, Provider as _, oauth_provider};
use serde_json::json;
use std::sync::Arc;

use super::world::{HOUR, World, seconds, tokens};
use crate::support::{answer, json as ok, replying};

/// A provider with error values of its own.
#[oauth_provider(
    authorize = "https://vendor.example/authorize",
    token(
        url = "https://vendor.example/token",
        answer(error_map(
            "refresh_token_reused" = invalid_grant,
            "token_inactive" = invalid_grant,
            "bad_refresh_token" = invalid_grant
        ))
    ),
    api(base = "https://api.vendor.example/", stop_on(410))
)]
pub struct Vendor;

/// F-51: a vendor's own word for "the refresh token is over" is final at once.
#[tokio::test]
async fn a_declared_error_of_a_vendor_is_final_at_once() {
    let expected = [
        ("refresh_token_reused", Code::RefreshReused),
        ("token_inactive", Code::RefreshRefused),
        ("bad_refresh_token", Code::RefreshRefused),
    ];
    for (word, code) in expected {
        let clock = oauth_mock::MockClock::new();
        let (transport, sent) =
            replying(move |_, _| Ok(answer(400, &[], json!({ "error": word }).to_string())));
        let client = DynClient::builder(Vendor::SPEC, &[], "app")
            .client_secret("app-secret")
            .transport(transport)
            .clock(clock.clone())
            .store(Arc::new(MemoryStore::with_clock(clock.clone())))
            .build()
            .unwrap();
        let session = client
            .adopt(tokens(&clock, "at", "rt", HOUR))
            .await
            .unwrap();
        clock.advance(HOUR);
        for _ in 0..3 {
            let error = session.token().await.unwrap_err();
            assert!(error.is_reauth_required(), "{word}: {error}");
            let codes = [code, Code::RefreshRefused];
            assert!(codes.contains(&error.code()), "{word}: {error}");
            clock.advance(seconds(61));
        }
        assert_eq!(sent.lock().unwrap().len(), 1, "{word}");
    }
}

/// F-51: an error that nobody declared may be final: it is tried once more after
/// the pause, and then only a new sign-in helps.
#[tokio::test]
async fn an_unknown_error_is_tried_once_more_and_then_needs_a_sign_in() {
    let world = World::new().await;
    let (client, session) = world.signed_in().await;
    world.expire();
    for _ in 0..2 {
        let body = json!({"error": "grue_encountered", "error_description": "it is dark"});
        world
            .server
            .script(CallKind::Refresh, Fault::json(400, &body));
    }
    let first = session.token().await.unwrap_err();
    assert_eq!(first.code(), Code::ProviderError);
    assert_eq!(
        session.token().await.unwrap_err().code(),
        Code::ProviderError
    );
    assert_eq!(world.posts(), 1, "the pause is waited out");
    world.clock.advance(seconds(2));
    let second = session.token().await.unwrap_err();
    assert!(second.is_reauth_required(), "{second}");
    assert_eq!(second.oauth_error().unwrap().error, "grue_encountered");
    let listed = client.connections().list().await.unwrap();
    assert!(
        listed[0]
            .needs_sign_in
            .as_ref()
            .unwrap()
            .is_reauth_required()
    );
    for _ in 0..3 {
        world.clock.advance(seconds(61));
        assert!(session.token().await.unwrap_err().is_reauth_required());
    }
    assert_eq!(world.posts(), 2);
    // An operator who knows better can let it be tried again.
    client.connections().retry("default").await.unwrap();
    world.clock.advance(seconds(61));
    assert_eq!(session.token().await.unwrap().generation(), 2);
}

/// F-51: a success in between clears the suspicion.
#[tokio::test]
async fn two_unknown_errors_apart_are_no_end() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    for generation in 2..5 {
        world.expire();
        let body = json!({"error": "grue_encountered"});
        world
            .server
            .script(CallKind::Refresh, Fault::json(400, &body));
        session.token().await.unwrap_err();
        world.clock.advance(seconds(2));
        assert_eq!(session.token().await.unwrap().generation(), generation);
    }
}

/// F-52: a client secret that was changed is a matter of configuration: the
/// refresh token is kept, and works with the new secret without a sign-in.
#[tokio::test]
async fn a_changed_client_secret_ends_no_session() {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    world.server.set_client_secret("client", "another").unwrap();
    world.expire();
    for _ in 0..3 {
        let error = session.token().await.unwrap_err();
        assert_eq!(error.code(), Code::ClientAuthentication);
        assert!(error.code().is_configuration() && !error.is_reauth_required());
        world.clock.advance(seconds(61));
    }
    let record = world.record(session.connection()).await;
    assert!(record.get("tombstone").is_none());
    let client = world.builder().client_secret("another").build().unwrap();
    let again = client.stored_session().await.unwrap().unwrap();
    assert_eq!(again.token().await.unwrap().generation(), 2);
    // The old process adopts what the new one obtained.
    assert_eq!(session.token().await.unwrap().generation(), 2);
}

/// A declared stop of the API ends a stored session until somebody signs in.
#[tokio::test]
async fn a_stop_of_the_api_is_not_undone_by_the_store() {
    let clock = oauth_mock::MockClock::new();
    let (transport, sent) = replying(|_, request| {
        Ok(match request.url.ends_with("/token") {
            true => ok(r#"{"access_token":"at-2","expires_in":3600,"refresh_token":"rt-2"}"#),
            false => answer(410, &[], "gone"),
        })
    });
    let client = DynClient::builder(Vendor::SPEC, &[], "app")
        .client_secret("app-secret")
        .transport(transport)
        .clock(clock.clone())
        .store(Arc::new(MemoryStore::with_clock(clock.clone())))
        .build()
        .unwrap();
    let session = client
        .adopt(tokens(&clock, "at", "rt", HOUR))
        .await
        .unwrap();
    for _ in 0..4 {
        let error = session.request(Method::Get, "me").send().await.unwrap_err();
        assert_eq!(error.code(), Code::Stopped, "{error}");
        clock.advance(seconds(100));
    }
    assert_eq!(sent.lock().unwrap().len(), 1);
    let again = client
        .adopt(tokens(&clock, "at-9", "rt-9", HOUR))
        .await
        .unwrap();
    assert_eq!(session.token().await.unwrap().expose(), "at-9");
    assert_eq!(again.token().await.unwrap().expose(), "at-9");
}
