//! Clients that authenticate with a key in place of a secret.

use oauth_runtime::{Code, oauth_provider};

use super::on::{On, at_issuer, claims, header, me, sign_in};

/// A signed assertion (RFC 7523).
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    client_auth = private_key_jwt,
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Keyed;

/// The same, meant for the token endpoint.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    client_auth = private_key_jwt(audience = token_endpoint),
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct ForTokenEndpoint;

/// An assertion that the secret signs.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    client_auth = client_secret_jwt,
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Hmac;

/// Whatever the metadata names and the client can do.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Chosen;

at_issuer! {
    Keyed, KeyedVars;
    ForTokenEndpoint, ForTokenEndpointVars;
    Hmac, HmacVars;
    Chosen, ChosenVars;
}

/// The secret of `hmac-client`.
const HMAC_SECRET: &str = "a secret of the client with 64 characters, long enough for HS256...";

/// The `client_assertion` in a form.
fn assertion(form: &str) -> &str {
    let pair = form
        .split('&')
        .find(|pair| pair.starts_with("client_assertion="));
    pair.unwrap().split_once('=').unwrap().1
}

#[tokio::test]
async fn private_key_jwt() {
    let Some(on) = On::standards() else { return };
    for (id, alg) in [
        ("key-es256-client", "ES256"),
        ("key-rs256-client", "RS256"),
        ("key-ps256-client", "PS256"),
        ("key-eddsa-client", "EdDSA"),
    ] {
        let builder = on.builder::<Keyed>(id).client_key(on.key(alg).await);
        let client = builder.build().unwrap();
        let session = sign_in(&client, [KeyedScope::Read]).await;
        assert_eq!(me(&session).await["sub"], "alice");
        let first = on.form("/token");
        let told = claims(assertion(&first));
        assert_eq!(told["aud"], on.site(), "one audience, and no list");
        assert_eq!((&told["iss"], &told["sub"]), (&id.into(), &id.into()));
        let lifetime = told["exp"].as_u64().unwrap() - told["iat"].as_u64().unwrap();
        assert!(lifetime <= 65, "{lifetime}");
        assert_eq!(header(assertion(&first))["alg"], alg);
        session.renew().await.unwrap();
        let second = on.form("/token");
        assert_ne!(claims(assertion(&second))["jti"], told["jti"]);
        assert!(session.introspect().await.unwrap().active);
        session.revoke().await.unwrap();
    }
}

#[tokio::test]
async fn private_key_jwt_for_the_token_endpoint() {
    let Some(on) = On::standards() else { return };
    let builder = on.builder::<ForTokenEndpoint>("key-es256-client");
    let client = builder.client_key(on.key("ES256").await).build().unwrap();
    let session = sign_in(&client, [ForTokenEndpointScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    let told = claims(assertion(&on.form("/token")));
    assert_eq!(told["aud"], format!("{}/token", on.site()));
}

#[tokio::test]
async fn private_key_jwt_of_a_service() {
    let Some(on) = On::standards() else { return };
    let builder = on.builder::<Keyed>("key-service-client");
    let client = builder.client_key(on.key("ES256").await).build().unwrap();
    let session = client.client_credentials([KeyedScope::Read]).await.unwrap();
    assert_eq!(me(&session).await["sub"], "key-service-client");
}

#[tokio::test]
async fn another_key_is_refused() {
    let Some(on) = On::standards() else { return };
    let (other, _) = oauth_runtime::jose::ClientKey::generate_es256().unwrap();
    let builder = on.builder::<Keyed>("key-service-client").client_key(other);
    let client = builder.build().unwrap();
    let error = client
        .client_credentials([KeyedScope::Read])
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::ClientAuthentication, "{error}");
}

#[tokio::test]
async fn client_secret_jwt() {
    let Some(on) = On::standards() else { return };
    let builder = on.builder::<Hmac>("hmac-client").client_secret(HMAC_SECRET);
    let client = builder.build().unwrap();
    let session = sign_in(&client, [HmacScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    let form = on.form("/token");
    assert_eq!(header(assertion(&form))["alg"], "HS256");
    assert!(!form.contains("client_secret"));
    session.renew().await.unwrap();
}

#[tokio::test]
async fn a_key_is_used_because_the_metadata_allows_it() {
    let Some(on) = On::standards() else { return };
    let builder = on.builder::<Chosen>("key-es256-client");
    let client = builder.client_key(on.key("ES256").await).build().unwrap();
    let session = sign_in(&client, [ChosenScope::Read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    assert!(on.form("/token").contains("client_assertion="));
}
