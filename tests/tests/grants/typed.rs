//! The same grants where the provider is a type: what is declared compiles.

use std::time::Duration;

use oauth_mock::MockServer;
use oauth_runtime::spec::CallKind;
use oauth_runtime::{NoVars, Provider as _, TokenType, oauth_provider};

/// Every one of these grants.
#[oauth_provider(
    token = "https://as.example.com/token",
    client_auth = basic,
    password(reason = "a person for the tests"),
    token_exchange,
    jwt_bearer,
    saml2_bearer,
    backchannel_authentication = "https://as.example.com/bc-authorize",
    scopes(OpenId = "openid", Read = "read", Write = "write"),
)]
pub struct Typed;

#[tokio::test]
async fn every_grant_of_a_typed_provider() {
    let server = MockServer::builder(Typed::SPEC)
        .client("client", Some("secret"))
        .start()
        .await
        .unwrap();
    server.trust("foreign", "person");
    server.trust("<Assertion/>", "person");
    let client = TypedClient::builder(NoVars, "client")
        .client_secret("secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap();
    let scopes = [TypedScope::Read, TypedScope::Write];

    let person = client.password("user", "password", scopes).await.unwrap();
    let exchanged = person.exchange().scopes([TypedScope::Read]).await.unwrap();
    assert!(exchanged.has_scope(&TypedScope::Read) && !exchanged.has_scope(&TypedScope::Write));
    let again = client.token_exchange_of(&person).actor_session(&exchanged);
    again
        .requested_token_type(TokenType::AccessToken)
        .audience("one")
        .resource("https://api.example.com/")
        .await
        .unwrap();
    server.clock().advance(Duration::from_secs(3600));
    exchanged.token().await.unwrap();
    assert_eq!(server.count(CallKind::TokenExchange), 3);

    let foreign = client.token_exchange("foreign", TokenType::Jwt);
    foreign.actor("foreign", TokenType::Jwt).await.unwrap();
    client
        .jwt_bearer("foreign", [TypedScope::Read])
        .await
        .unwrap();
    client
        .saml2_bearer("<Assertion/>", [TypedScope::Read])
        .await
        .unwrap();

    let sign_in = client
        .backchannel_authentication([TypedScope::OpenId])
        .login_hint("user")
        .binding_message("W4SCT")
        .requested_expiry(Duration::from_secs(120))
        .await
        .unwrap();
    assert_eq!(server.approve_device(), 1);
    server.clock().advance(Duration::from_secs(6));
    let session = sign_in.wait().await.unwrap();
    assert!(session.has_scope(&TypedScope::OpenId));
    server.assert_all_accepted();
}
