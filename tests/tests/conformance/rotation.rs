//! Keys that change.

use super::client::{Plain, PlainScope, sign_in, with_secret};
use super::key::Key;
use super::op::{Op, REDIRECT_URI};

const SCOPES: [PlainScope; 2] = [PlainScope::OpenId, PlainScope::Email];

#[tokio::test]
async fn between_two_sign_ins() {
    let op = Op::default();
    let client = with_secret::<Plain>(&op);
    sign_in(&op, &client, SCOPES).await.unwrap();
    sign_in(&op, &client, SCOPES).await.unwrap();
    assert_eq!(op.requests("/jwks"), 1, "keys are kept");
    op.sign_with(Key::OtherRsa);
    // More than a minute: unknown keys are asked for that seldom.
    op.clock.advance(std::time::Duration::from_secs(61));
    sign_in(&op, &client, SCOPES).await.unwrap();
    assert_eq!(op.requests("/jwks"), 2);
}

/// Between the sign-in's beginning and the signature, with keys already known.
#[tokio::test]
async fn just_before_signing() {
    let op = Op::default();
    let client = with_secret::<Plain>(&op);
    sign_in(&op, &client, SCOPES).await.unwrap();
    op.clock.advance(std::time::Duration::from_secs(61));
    let login = client.authorize(REDIRECT_URI, SCOPES).await.unwrap();
    let callback = op.callback(login.url());
    op.sign_with(Key::OtherRsa);
    login.finish(&callback).await.unwrap();
    assert_eq!(op.requests("/jwks"), 2);
}

/// A key that nobody publishes is asked for once, not at every sign-in.
#[tokio::test]
async fn an_unknown_key_makes_no_storm() {
    let op = Op::default();
    let client = with_secret::<Plain>(&op);
    sign_in(&op, &client, SCOPES).await.unwrap();
    op.clock.advance(std::time::Duration::from_secs(61));
    op.state().key = Key::OtherRsa;
    for _ in 0..10 {
        sign_in(&op, &client, SCOPES).await.unwrap_err();
    }
    assert_eq!(op.requests("/jwks"), 2);
}
