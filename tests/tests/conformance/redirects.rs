//! Endpoints that metadata names, and that send the client elsewhere.

use oauth_runtime::{Code, Error};

use super::client::{Fapi, FapiScope, Plain, PlainScope, sign_in, with_key, with_secret};
use super::op::{ISSUER, Op};

const SCOPES: [PlainScope; 2] = [PlainScope::OpenId, PlainScope::Email];

/// What comes of the request to this path.
async fn outcome(op: &Op, path: &str) -> Result<(), Error> {
    if path == "/par" {
        let client = with_key::<Fapi>(op);
        return sign_in(op, &client, [FapiScope::OpenId, FapiScope::Email])
            .await
            .map(|_| ());
    }
    let client = with_secret::<Plain>(op);
    if path == "/device" {
        return client.device_authorization(SCOPES).await.map(|_| ());
    }
    let session = sign_in(op, &client, SCOPES).await?;
    match path {
        "/revoke" => session.revoke().await,
        "/introspect" => session.introspect().await.map(|_| ()),
        "/userinfo" => session.userinfo().await.map(|_| ()),
        _ => Ok(()),
    }
}

#[tokio::test]
async fn f_20_no_endpoint_of_the_metadata_may_redirect() {
    for path in [
        "/.well-known/openid-configuration",
        "/jwks",
        "/par",
        "/token",
        "/device",
        "/revoke",
        "/introspect",
        "/userinfo",
    ] {
        for status in [301, 302, 303, 307, 308] {
            for target in [
                "https://evil.example/steal",
                "//evil.example/steal",
                "http://op.example/other",
                "/other",
            ] {
                let op = Op::default();
                op.state().redirect = Some((path, status, target));
                let error = outcome(&op, path).await.unwrap_err();
                let told = format!("{path} {status} {target}: {error}");
                // Of documents that anybody may read, it is told that they are not there.
                let public = ["/.well-known/openid-configuration", "/jwks"].contains(&path);
                assert!(error.code() == Code::Redirected || public, "{told}");
                let state = op.state();
                for sent in &state.sent {
                    assert!(sent.url.starts_with(ISSUER), "{told}");
                    assert!(!sent.url.contains("/other"), "{told}");
                }
            }
        }
    }
}

/// The API's challenge is odd in many ways; the token is renewed once, as always.
#[tokio::test]
async fn f_29d_a_challenge_never_fails_hard() {
    for scheme in [
        "DPoP",
        "Basic realm=\"x\", DPoP algs=\"ES256\",",
        ", ,, Bearer, Digest qop=\"auth, auth-int\", Bearer resource_metadata=\"https://evil.example/x\",",
        "Bearer resource_metadata=\"https://evil.example/x\",",
        "Newauth \"unterminated",
        "=,=,=\"",
    ] {
        let op = Op::default();
        let session = sign_in(&op, &with_secret::<Plain>(&op), SCOPES)
            .await
            .unwrap();
        op.state().dpop_challenge = Some(scheme);
        let response = session.get("me").send().await.unwrap();
        assert_eq!(response.status(), 200, "{scheme}");
        let state = op.state();
        assert!(state.sent.iter().all(|sent| sent.url.starts_with(ISSUER)));
    }
}
