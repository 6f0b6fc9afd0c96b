//! FAPI 2.0 at a server that enforces it, over TLS.

use oauth_runtime::oauth_provider;

use super::on::{On, at_issuer, claims, header, me, sign_in};
use crate::interop::certificates::authority;

/// Security Profile with private_key_jwt and DPoP.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    profile = fapi2,
    nonce,
    client_auth = private_key_jwt,
    dpop,
    scopes(OpenId = "openid", Read = "read"),
    api = "{server}/api/"
)]
pub struct Fapi;

/// Security Profile with a client certificate for both.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    profile = fapi2,
    nonce,
    client_auth = tls_client_auth,
    scopes(OpenId = "openid", Read = "read"),
    api = "{server}/api/"
)]
pub struct FapiTls;

/// Message Signing.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    profile = fapi2_message_signing,
    nonce,
    client_auth = private_key_jwt,
    dpop,
    scopes(OpenId = "openid", Read = "read"),
    api = "{server}/api/"
)]
pub struct FapiSigning;

at_issuer! {
    Fapi, FapiVars;
    FapiTls, FapiTlsVars;
    FapiSigning, FapiSigningVars;
}

#[tokio::test]
async fn security_profile_with_keys() {
    let Some(on) = On::fapi2() else { return };
    for (id, alg) in [("fapi2-client", "ES256"), ("fapi2-ps256-client", "PS256")] {
        let builder = on.builder::<Fapi>(id).client_key(on.key(alg).await);
        let client = builder.build().unwrap();
        let session = sign_in(&client, [FapiScope::OpenId, FapiScope::Read]).await;
        let told = me(&session).await;
        assert_eq!(told["sub"], "alice");
        assert!(told["jkt"].is_string());
        let id_token = session.tokens().id_token.unwrap();
        assert_eq!(header(id_token.expose())["alg"], alg);
        session.renew().await.unwrap();
        assert_eq!(session.userinfo().await.unwrap()["sub"], "alice");
    }
}

#[tokio::test]
async fn security_profile_with_certificates() {
    let Some(on) = On::fapi2() else { return };
    let chain = authority().client();
    let client = on
        .builder::<FapiTls>("certificate-client")
        .transport(on.transport(Some(&chain)))
        .build()
        .unwrap();
    let session = sign_in(&client, [FapiTlsScope::OpenId, FapiTlsScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    session.renew().await.unwrap();
    // The tokens without the certificate.
    let stolen = super::on::bystander()
        .get(format!("{}/api/me", on.site()))
        .bearer_auth(session.tokens().access_token.expose());
    assert_eq!(stolen.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn message_signing() {
    let Some(on) = On::fapi2() else { return };
    let builder = on.builder::<FapiSigning>("fapi2-signing-client");
    let client = builder.client_key(on.key("ES256").await).build().unwrap();
    let session = sign_in(&client, [FapiSigningScope::OpenId, FapiSigningScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    let form = on.form("/request");
    let request = form
        .split('&')
        .find_map(|pair| pair.strip_prefix("request="))
        .unwrap();
    assert_eq!(claims(request)["aud"], on.site());
    assert!(!form.contains("redirect_uri="), "{form}");
}
