//! What django-oauth-toolkit has of the standards. Its issuer has a path.

use std::time::Duration;

use oauth_runtime::{Code, DevicePoll, oauth_provider};

use super::on::{On, at_issuer, me, sign_in};
use crate::interop::browser::{Browser, decide_for_device};
use crate::interop::running::{REDIRECT_URI, WEB_SECRET};
use crate::support::TestClock;

/// The issuer alone.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}/o",
    nonce,
    scopes(OpenId = "openid", Profile = "profile", Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Django;

/// Its metadata leaves the device endpoint out.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}/o",
    token,
    device = "{server}/o/device-authorization/",
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct ForDevices;

/// With the password of the user.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}/o",
    token,
    password(reason = "the server's own test user"),
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct ByPassword;

at_issuer! {
    Django, DjangoVars;
    ForDevices, ForDevicesVars;
    ByPassword, ByPasswordVars;
}

fn web(on: &On) -> oauth_runtime::Client<Django> {
    let builder = on.builder::<Django>("web-client");
    builder.client_secret(WEB_SECRET).build().unwrap()
}

#[tokio::test]
async fn code_and_pkce_by_discovery() {
    let Some(on) = On::django() else { return };
    let scopes = [DjangoScope::OpenId, DjangoScope::Read, DjangoScope::Write];
    let session = sign_in(&web(&on), scopes).await;
    assert_eq!(me(&session).await["sub"], "alice");
    session.renew().await.unwrap();
    assert_eq!(me(&session).await["scope"], "openid read write");
}

#[tokio::test]
async fn id_token_and_userinfo() {
    let Some(on) = On::django() else { return };
    let session = sign_in(&web(&on), [DjangoScope::OpenId, DjangoScope::Read]).await;
    let claims = session.id_token_claims().unwrap();
    assert_eq!(claims["iss"], format!("{}/o", on.site()));
    assert!(claims["at_hash"].is_string() && claims["nonce"].is_string());
    assert!(!on.to("/jwks.json").is_empty(), "the signature was checked");
    assert_eq!(session.userinfo().await.unwrap()["sub"], claims["sub"]);
}

/// The metadata promises `iss` in the answer (RFC 9207).
#[tokio::test]
async fn iss_is_demanded() {
    let Some(on) = On::django() else { return };
    let login = web(&on).authorize(REDIRECT_URI, [DjangoScope::OpenId]);
    let login = login.await.unwrap();
    let callback = Browser::new().decide(login.url(), "approve").await;
    let (before, after) = callback.split_once("iss=").unwrap();
    let without = format!(
        "{before}{}",
        after.split_once('&').map_or("", |(_, rest)| rest)
    );
    let error = login
        .finish(without.trim_end_matches('&'))
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::IssuerMismatch, "{error}");
    login.finish(&callback).await.unwrap();
}

#[tokio::test]
async fn rp_initiated_logout() {
    let Some(on) = On::django() else { return };
    let login = web(&on).authorize(REDIRECT_URI, [DjangoScope::OpenId]);
    let login = login.await.unwrap();
    let mut browser = Browser::new();
    let callback = browser.decide(login.url(), "approve").await;
    let session = login.finish(&callback).await.unwrap();
    let back = format!("{REDIRECT_URI}/signed-out");
    let url = session
        .end_session_url(Some(&back), Some("state-1"))
        .await
        .unwrap();
    let ended = browser.decide(&url, "approve").await;
    assert_eq!(ended, format!("{back}?state=state-1"));
}

#[tokio::test]
async fn device_authorization() {
    let Some(on) = On::django() else { return };
    let clock = TestClock::default();
    let builder = on
        .builder::<ForDevices>("device-client")
        .clock(clock.clone());
    let client = builder.build().unwrap();
    let sign_in = client
        .device_authorization([ForDevicesScope::Read])
        .await
        .unwrap();
    decide_for_device(sign_in.verification_uri(), sign_in.user_code(), "approve").await;
    clock.advance(sign_in.interval() + Duration::from_secs(5));
    let DevicePoll::SignedIn(session) = sign_in.poll().await.unwrap() else {
        panic!("still pending");
    };
    assert_eq!(me(&session).await["scope"], "read");
}

#[tokio::test]
async fn password() {
    let Some(on) = On::django() else { return };
    let builder = on.builder::<ByPassword>("password-client");
    let client = builder.client_secret("password-secret").build().unwrap();
    let session = client
        .password("alice", "demo-password", [ByPasswordScope::Read])
        .await
        .unwrap();
    assert_eq!(me(&session).await["sub"], "alice");
    let wrong = client.password("alice", "wrong", [ByPasswordScope::Read]);
    wrong.await.unwrap_err();
}

#[tokio::test]
async fn client_credentials_introspection_and_revocation() {
    let Some(on) = On::django() else { return };
    let builder = on.builder::<Django>("service-client");
    let client = builder.client_secret("service-secret").build().unwrap();
    let session = client
        .client_credentials([DjangoScope::Read])
        .await
        .unwrap();
    assert_eq!(me(&session).await["sub"], "service-client");
    let asked = on.builder::<Django>("introspection-client");
    let asked = asked.client_secret("introspection-secret").build().unwrap();
    let told = asked.session(session.tokens()).introspect().await.unwrap();
    assert!(told.active);
    session.revoke().await.unwrap();
    let told = asked.session(session.tokens()).introspect().await.unwrap();
    assert!(!told.active);
}
