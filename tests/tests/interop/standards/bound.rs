//! Tokens that are of no use without a key: DPoP and client certificates.

use oauth_runtime::{Code, Secret, oauth_provider};

use super::on::{On, at_issuer, claims, header, me, sign_in};
use crate::interop::certificates::authority;

/// Tokens are bound to a key of the session (RFC 9449).
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    dpop,
    scopes(OpenId = "openid", Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Bound;

/// The same with a key on Ed25519.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    dpop(alg = eddsa),
    scopes(Read = "read"),
    api = "{server}/api/"
)]
pub struct BoundEd;

/// The client is known by its certificate (RFC 8705).
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    client_auth = tls_client_auth,
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Certified;

at_issuer! {
    Bound, BoundVars;
    BoundEd, BoundEdVars;
    Certified, CertifiedVars;
}

/// The nonce of the API is one for all clients of the server: a test that changes it
/// between the question and the answer of another one would cost that one its repeat.
static API_NONCE: tokio::sync::RwLock<()> = tokio::sync::RwLock::const_new(());

/// Both servers demand nonces, and each is asked once more with one.
#[tokio::test]
async fn dpop_with_nonces() {
    let Some(on) = On::standards() else { return };
    let _same = API_NONCE.read().await;
    let client = on.builder::<Bound>("dpop-client").build().unwrap();
    let session = sign_in(&client, [BoundScope::OpenId, BoundScope::Read]).await;
    assert_eq!(on.to("/token").len(), 2, "the second has the nonce");
    let told = me(&session).await;
    assert_eq!(told["sub"], "alice");
    assert!(told["jkt"].is_string());
    assert_eq!(on.to("/api/me").len(), 2);
    assert_eq!(on.to("/token").len(), 2, "a nonce costs no renewal");
    me(&session).await;
    assert_eq!(on.to("/api/me").len(), 3, "the nonce is kept");
    assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    session.renew().await.unwrap();
    assert_eq!(on.to("/token").len(), 3, "and so is the other");
    assert_eq!(me(&session).await["jkt"], told["jkt"], "the same key");
    let mut seen = Vec::new();
    for request in on.to("/token").iter().chain(&on.to("/api/me")) {
        let proof = request.headers["dpop"].to_str().unwrap();
        assert_eq!(header(proof)["typ"], "dpop+jwt");
        assert!(header(proof)["jwk"].get("d").is_none());
        let told = claims(proof);
        assert_eq!(told["htm"], request.method.as_str());
        assert_eq!(told["htu"], request.url);
        assert!(!seen.contains(&told["jti"]));
        seen.push(told["jti"].clone());
    }
}

/// The API wants another nonce from one request to the next.
#[tokio::test]
async fn dpop_nonces_of_the_api_change() {
    let Some(on) = On::standards() else { return };
    let _alone = API_NONCE.write().await;
    let client = on.client::<Bound>("dpop-web-client");
    let session = sign_in(&client, [BoundScope::Read]).await;
    me(&session).await;
    let before = on.to("/api/me").len();
    on.tell("/test/api-nonce", "").await;
    me(&session).await;
    // Another test may have it changed in between as well.
    assert!(on.to("/api/me").len() >= before + 2);
    assert_eq!(on.to("/token").len(), 2);
}

#[tokio::test]
async fn dpop_with_ed25519() {
    let Some(on) = On::standards() else { return };
    let _same = API_NONCE.read().await;
    let client = on.client::<BoundEd>("dpop-web-client");
    let session = sign_in(&client, [BoundEdScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    let token = on.to("/token");
    let proof = token[0].headers["dpop"].to_str().unwrap();
    assert_eq!(header(proof)["jwk"]["crv"], "Ed25519");
}

/// Somebody who has the tokens and not the key gets nothing for them.
#[tokio::test]
async fn stolen_tokens_are_of_no_use() {
    let Some(on) = On::standards() else { return };
    let _same = API_NONCE.read().await;
    let client = on.builder::<Bound>("dpop-client").build().unwrap();
    let session = sign_in(&client, [BoundScope::Read]).await;
    let tokens = session.tokens();
    let bearer = super::on::bystander()
        .get(format!("{}/api/me", on.site()))
        .bearer_auth(tokens.access_token.expose());
    assert_eq!(bearer.send().await.unwrap().status(), 401);
    // With a key of the thief's own.
    let thief = sign_in(&client, [BoundScope::Read]).await;
    let mut stolen = thief.tokens();
    stolen.access_token = Secret::new(tokens.access_token.expose());
    stolen.refresh_token = tokens.refresh_token;
    let error = client.session(stolen).renew().await.unwrap_err();
    assert_eq!(error.code(), Code::RefreshRefused, "{error}");
    assert_eq!(me(&session).await["sub"], "alice");
}

/// By the endpoints that the metadata has for clients with a certificate.
#[tokio::test]
async fn tls_client_auth() {
    let Some(on) = On::standards() else { return };
    let chain = authority().client();
    let client = on
        .builder::<Certified>("certificate-client")
        .transport(on.transport(Some(&chain)))
        .build()
        .unwrap();
    let session = sign_in(&client, [CertifiedScope::Read]).await;
    let token = on.to("/token");
    assert!(token[0].url.starts_with("https://"), "{}", token[0].url);
    assert!(on.form("/token").contains("client_id=certificate-client"));
    session.renew().await.unwrap();
    let told = session.introspect().await.unwrap();
    assert!(
        told.claims["cnf"]["x5t#S256"].is_string(),
        "{:?}",
        told.claims
    );
}

#[tokio::test]
async fn self_signed_tls_client_auth() {
    let Some(on) = On::standards() else { return };
    let chain = authority().self_signed_client();
    let client = on
        .builder::<Certified>("self-signed-client")
        .transport(on.transport(Some(&chain)))
        .build()
        .unwrap();
    let session = sign_in(&client, [CertifiedScope::Read]).await;
    assert!(session.introspect().await.unwrap().active);
}

/// Another certificate of the same authority is not enough.
#[tokio::test]
async fn another_certificate_is_refused() {
    let Some(on) = On::standards() else { return };
    let chain = authority().client();
    let client = on
        .builder::<Certified>("self-signed-client")
        .transport(on.transport(Some(&chain)))
        .build()
        .unwrap();
    let error = client
        .client_credentials([CertifiedScope::Read])
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::ClientAuthentication, "{error}");
}
