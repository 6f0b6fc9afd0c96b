//! Grants without a browser at the client: devices, backchannel authentication,
//! exchanged tokens, assertions. And what is asked about tokens.

use oauth_runtime::{Code, DevicePoll, TokenType, oauth_provider};

use super::on::{Hurried, On, SECRET, at_issuer, me, sign_in};
use crate::interop::browser::decide_for_device;
use crate::interop::running::WEB_SECRET;

/// Every grant that the metadata offers.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    nonce,
    scopes(OpenId = "openid", Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Discovered;

/// A client that makes the assertion itself (RFC 7523 §2.1).
#[oauth_provider(
    vars(server: Url, private_key: Secret),
    issuer = "{server}",
    token,
    jwt_bearer(params(assertion = "{assertion}")),
    assertion(
        alg = es256,
        key = "{private_key}",
        claims(iss = "{client_id}", sub = "alice", aud = "{server}", jti = "{uuid}"),
    ),
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct SelfIssued;

at_issuer! { Discovered, DiscoveredVars }

const SCOPES: [DiscoveredScope; 2] = [DiscoveredScope::Read, DiscoveredScope::Write];

#[tokio::test]
async fn device_authorization() {
    let Some(on) = On::standards() else { return };
    for (decision, approved) in [("approve", true), ("deny", false)] {
        let clock = Hurried::default();
        let builder = on
            .builder::<Discovered>("device-client")
            .clock(clock.clone());
        let client = builder.build().unwrap();
        let sign_in = client.device_authorization(SCOPES).await.unwrap();
        clock.advance(sign_in.interval() * 2);
        let pending = sign_in.poll().await.unwrap();
        assert!(matches!(pending, DevicePoll::Pending { .. }));
        decide_for_device(sign_in.verification_uri(), sign_in.user_code(), decision).await;
        clock.advance(sign_in.interval() * 2);
        match (sign_in.poll().await, approved) {
            (Ok(DevicePoll::SignedIn(session)), true) => {
                assert_eq!(me(&session).await["scope"], "read write");
                session.renew().await.unwrap();
            }
            (Err(error), false) => assert_eq!(error.code(), Code::AccessDenied, "{error}"),
            (other, _) => panic!("{decision}: {:?}", other.map(|_| ())),
        }
    }
}

/// Alice decides at her own device what the client asked for without a browser.
#[tokio::test]
async fn client_initiated_backchannel_authentication() {
    let Some(on) = On::standards() else { return };
    for (message, decision, approved) in [("CIBA-1", "approve", true), ("CIBA-2", "deny", false)] {
        let clock = Hurried::default();
        let builder = on
            .builder::<Discovered>("ciba-client")
            .client_secret(SECRET);
        let client = builder.clock(clock.clone()).build().unwrap();
        let waiting = client
            .backchannel_authentication([DiscoveredScope::OpenId, DiscoveredScope::Read])
            .login_hint("alice")
            .binding_message(message)
            .send()
            .await
            .unwrap();
        clock.advance(waiting.interval() * 2);
        let pending = waiting.poll().await.unwrap();
        assert!(matches!(pending, DevicePoll::Pending { .. }));
        let form = format!("binding_message={message}&decision={decision}");
        assert_eq!(on.tell("/test/backchannel", &form).await.status(), 204);
        clock.advance(waiting.interval() * 2);
        match (waiting.poll().await, approved) {
            (Ok(DevicePoll::SignedIn(session)), true) => {
                assert_eq!(session.id_token_claims().unwrap()["sub"], "alice");
                assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
                session.renew().await.unwrap();
            }
            (Err(error), false) => assert_eq!(error.code(), Code::AccessDenied, "{error}"),
            (other, _) => panic!("{decision}: {:?}", other.map(|_| ())),
        }
    }
}

#[tokio::test]
async fn a_user_whom_nobody_knows_is_told() {
    let Some(on) = On::standards() else { return };
    let client = on.client::<Discovered>("ciba-client");
    let asked = client
        .backchannel_authentication([DiscoveredScope::OpenId])
        .login_hint("mallory");
    let error = asked.send().await.unwrap_err();
    assert_eq!(error.oauth_error().unwrap().error, "unknown_user_id");
}

#[tokio::test]
async fn token_exchange() {
    let Some(on) = On::standards() else { return };
    let web = on
        .builder::<Discovered>("web-client")
        .client_secret(WEB_SECRET);
    let [read, write] = SCOPES;
    let scopes = [DiscoveredScope::OpenId, read, write];
    let subject = sign_in(&web.build().unwrap(), scopes).await;
    let client = on.client::<Discovered>("exchange-client");
    let session = client
        .token_exchange(subject.tokens().access_token, TokenType::AccessToken)
        .scopes([DiscoveredScope::Read])
        .send()
        .await
        .unwrap();
    let told = me(&session).await;
    assert_eq!(
        (&told["sub"], &told["scope"]),
        (&"alice".into(), &"read".into())
    );
    let kind = session.tokens().issued_token_type();
    assert_eq!(kind, Some(TokenType::AccessToken));
    let error = client
        .token_exchange("nonsense", TokenType::AccessToken)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::InvalidRequest, "{error}");
}

/// The declaration says what the assertion holds, and the client's key signs it.
#[tokio::test]
async fn jwt_bearer() {
    let Some(on) = On::standards() else { return };
    let vars = SelfIssuedVars {
        server: on.site().parse().unwrap(),
        private_key: on.jwk("ES256").await.to_string().into(),
    };
    let client = SelfIssuedClient::builder(vars, "bearer-client")
        .client_secret(SECRET)
        .transport(on.transport(None))
        .build()
        .unwrap();
    let session = client
        .jwt_bearer_self_issued([SelfIssuedScope::Read])
        .await
        .unwrap();
    assert_eq!(me(&session).await["sub"], "alice");
    // Nobody has to make another assertion for a renewal.
    session.renew().await.unwrap();
    assert_eq!(me(&session).await["sub"], "alice");
}

#[tokio::test]
async fn client_credentials_introspection_and_revocation() {
    let Some(on) = On::standards() else { return };
    let builder = on.builder::<Discovered>("service-client");
    let client = builder.client_secret("service-secret").build().unwrap();
    let session = client.client_credentials([DiscoveredScope::Read]);
    let session = session.await.unwrap();
    assert_eq!(me(&session).await["sub"], "service-client");
    let told = session.introspect().await.unwrap();
    assert!(told.active);
    assert_eq!(told.claims["scope"], "read");
    let tokens = session.tokens();
    session.revoke().await.unwrap();
    let asked = on.builder::<Discovered>("introspection-client");
    let asked = asked.client_secret("introspection-secret").build().unwrap();
    assert!(!asked.session(tokens).introspect().await.unwrap().active);
}
