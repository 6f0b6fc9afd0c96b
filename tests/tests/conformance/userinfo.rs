//! Userinfo (OpenID Connect Core §5.3).

use serde_json::json;

use super::client::{Plain, PlainScope, sign_in, with_secret};
use super::key::Key;
use super::op::Op;

const SCOPES: [PlainScope; 2] = [PlainScope::OpenId, PlainScope::Email];

#[tokio::test]
async fn another_sub_is_refused() {
    let op = Op::default();
    op.state().userinfo["sub"] = json!("bob");
    let session = sign_in(&op, &with_secret::<Plain>(&op), SCOPES)
        .await
        .unwrap();
    let error = session.userinfo().await.unwrap_err();
    assert!(error.to_string().contains("`sub`"), "{error}");
    assert!(!error.to_string().contains("bob"), "{error}");
}

#[tokio::test]
async fn a_signed_answer_is_verified() {
    let op = Op::default();
    op.state().signs_userinfo = true;
    let session = sign_in(&op, &with_secret::<Plain>(&op), SCOPES)
        .await
        .unwrap();
    assert_eq!(
        session.userinfo().await.unwrap()["email"],
        "alice@op.example"
    );
    // Signed by somebody else, and by nobody.
    for key in [Key::OtherRsa, Key::None] {
        op.state().key = key;
        session.userinfo().await.unwrap_err();
    }
}
