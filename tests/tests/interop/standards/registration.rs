//! Clients that register themselves (RFC 7591) and manage it (RFC 7592).

use oauth_runtime::capability::{Api, AuthorizationCodeGrant, RefreshGrant};
use oauth_runtime::{ClientMetadata, oauth_provider};

use super::on::{AtIssuer, On, at_issuer, me, sign_in};
use crate::interop::running::REDIRECT_URI;

/// The issuer alone.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Discovered;

/// The same where the issuer has a path.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}/o",
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Django;

at_issuer! {
    Discovered, DiscoveredVars;
    Django, DjangoVars;
}

/// Registers, signs in with it, and goes again.
async fn registers<P>(on: &On, read: P::Scope)
where
    P: AtIssuer + AuthorizationCodeGrant + RefreshGrant + Api,
{
    let client = on
        .builder::<P>("")
        .client_metadata(ClientMetadata::new("A program"))
        .build()
        .unwrap();
    let session = sign_in(&client, [read]).await;
    assert_eq!(me(&session).await["sub"], "alice");
    session.renew().await.unwrap();
    let registration = client.registration(REDIRECT_URI);
    assert!(!registration.read().await.unwrap().client_id.is_empty());
    registration.delete().await.unwrap();
    registration.read().await.unwrap_err();
}

#[tokio::test]
async fn a_client_registers_signs_in_and_goes() {
    let Some(on) = On::standards() else { return };
    registers::<Discovered>(&on, DiscoveredScope::Read).await;
}

#[tokio::test]
async fn at_django_oauth_toolkit() {
    let Some(on) = On::django() else { return };
    registers::<Django>(&on, DjangoScope::Read).await;
}
