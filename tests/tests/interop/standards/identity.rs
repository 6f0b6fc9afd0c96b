//! ID tokens and userinfo.

use std::time::Duration;

use oauth_runtime::{Secret, oauth_provider};
use serde_json::json;

use super::on::{Hurried, On, SECRET, at_issuer, header, sign_in};
use crate::interop::browser::approve;
use crate::interop::running::REDIRECT_URI;

/// OpenID Connect by its issuer.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    nonce,
    scopes(OpenId = "openid", Read = "read"),
    api = "{server}/api/"
)]
pub struct Connect;

/// ID tokens in one algorithm only.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    nonce,
    id_token(algs(es256)),
    scopes(OpenId = "openid"),
    api = "{server}/api/"
)]
pub struct OnlyEs256;

at_issuer! {
    Connect, ConnectVars;
    OnlyEs256, OnlyEs256Vars;
}

#[tokio::test]
async fn id_token_in_each_algorithm() {
    let Some(on) = On::standards() else { return };
    for (id, alg) in [
        ("connect-client", "RS256"),
        ("id-token-es256-client", "ES256"),
        ("id-token-ps256-client", "PS256"),
        ("id-token-eddsa-client", "EdDSA"),
    ] {
        let client = on.client::<Connect>(id);
        let session = sign_in(&client, [ConnectScope::OpenId]).await;
        let token = session.tokens().id_token.unwrap();
        assert_eq!(header(token.expose())["alg"], alg);
        let claims = session.id_token_claims().unwrap();
        assert_eq!(
            (&claims["sub"], &claims["aud"]),
            (&json!("alice"), &json!(id))
        );
        assert!(claims["nonce"].is_string());
        session.renew().await.unwrap();
    }
    assert!(!on.to("/jwks").is_empty(), "the signature was checked");
}

#[tokio::test]
async fn another_algorithm_than_declared_is_refused() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<OnlyEs256>("id-token-es256-client");
    sign_in(&client, [OnlyEs256Scope::OpenId]).await;
    let other = on.client::<OnlyEs256>("id-token-ps256-client");
    let login = other.authorize(REDIRECT_URI, [OnlyEs256Scope::OpenId]);
    let login = login.await.unwrap();
    let callback = approve(login.url()).await;
    let error = login.finish(&callback).await.unwrap_err();
    assert!(error.to_string().contains("`alg`"), "{error}");
}

/// The provider signs with a key that it did not have a moment ago.
#[tokio::test]
async fn keys_of_the_provider_change() {
    let Some(on) = On::standards() else { return };
    let clock = Hurried::default();
    let builder = on.builder::<Connect>("id-token-es256-client");
    let builder = builder.client_secret(SECRET).clock(clock.clone());
    let client = builder.build().unwrap();
    let session = sign_in(&client, [ConnectScope::OpenId]).await;
    let kid = |token: Option<Secret>| header(token.unwrap().expose())["kid"].clone();
    let before = kid(session.tokens().id_token);
    assert_eq!(on.tell("/test/rotate-keys", "").await.status(), 204);
    // Keys that nobody published a minute ago are asked for once in a minute.
    clock.advance(Duration::from_secs(61));
    let session = sign_in(&client, [ConnectScope::OpenId]).await;
    assert_ne!(kid(session.tokens().id_token), before);
}

/// How long ago alice signed in is asked for and checked.
#[tokio::test]
async fn max_age_brings_auth_time() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Connect>("connect-client");
    let login = client
        .authorize(REDIRECT_URI, [ConnectScope::OpenId])
        .max_age(Duration::from_secs(600))
        .await
        .unwrap();
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    assert!(session.id_token_claims().unwrap()["auth_time"].is_u64());
}

/// The claims parameter asks for one in the ID token (OpenID Connect Core §5.5).
#[tokio::test]
async fn claims_are_asked_for_by_name() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Connect>("connect-client");
    let login = client
        .authorize(REDIRECT_URI, [ConnectScope::OpenId])
        .claims(&json!({"id_token": {"auth_time": {"essential": true}}}))
        .await
        .unwrap();
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
    assert!(session.id_token_claims().unwrap()["auth_time"].is_u64());
}

#[tokio::test]
async fn userinfo_plain_and_signed() {
    let Some(on) = On::standards() else { return };
    for id in ["connect-client", "signed-userinfo-client"] {
        let client = on.client::<Connect>(id);
        let session = sign_in(&client, [ConnectScope::OpenId]).await;
        assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    }
}
