//! Clients that register themselves (RFC 7591) and manage it (RFC 7592).

use oauth_runtime::{ClientMetadata, oauth_provider};

use super::on::{On, at_issuer, me};
use crate::interop::browser::approve;
use crate::interop::running::REDIRECT_URI;

/// The issuer alone.
#[oauth_provider(
    vars(server: Url),
    issuer = "{server}",
    scopes(Read = "read", Write = "write"),
    api = "{server}/api/"
)]
pub struct Discovered;

at_issuer! { Discovered, DiscoveredVars }

async fn registers(on: &On) {
    let vars = DiscoveredVars {
        server: on.site().parse().unwrap(),
    };
    let metadata = ClientMetadata::new("A program");
    let client = DiscoveredClient::builder(vars, "")
        .client_metadata(metadata)
        .transport(on.transport(None))
        .build()
        .unwrap();
    let login = client.authorize(REDIRECT_URI, [DiscoveredScope::Read]);
    let login = login.await.unwrap();
    let callback = approve(login.url()).await;
    let session = login.finish(&callback).await.unwrap();
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
    registers(&on).await;
}

#[tokio::test]
async fn at_django_oauth_toolkit() {
    let Some(on) = On::django() else { return };
    registers(&on).await;
}
