//! What `redirect` declares reaches the table, and the server holds to it.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::{LoopbackHost, RedirectSpec};
use oauth_runtime::{Provider, oauth_provider};

type Tested = Result<(), Box<dyn Error>>;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(host = localhost, ports(8976, 8977), path = "/cb")
)]
pub(crate) struct Ports;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect = refused
)]
pub(crate) struct Refused;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect = ipv6
)]
pub(crate) struct Six;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    redirect(host = ipv4, path = "/callback")
)]
pub(crate) struct Usual;

#[test]
fn the_table_says_what_is_declared() {
    let standard = RedirectSpec::DEFAULT;
    for (declared, expected) in [
        (
            Ports::SPEC,
            RedirectSpec {
                host: LoopbackHost::Localhost,
                ports: &[8976, 8977],
                path: "/cb",
            },
        ),
        (
            Refused::SPEC,
            RedirectSpec {
                host: LoopbackHost::Refused,
                ..standard
            },
        ),
        (
            Six::SPEC,
            RedirectSpec {
                host: LoopbackHost::V6,
                ..standard
            },
        ),
        (Usual::SPEC, standard),
    ] {
        assert_eq!(declared.redirect, expected);
    }
}

#[tokio::test]
async fn the_server_takes_the_declared_redirect_uris_and_no_other() -> Tested {
    for (spec, uri, taken) in [
        (Ports::SPEC, "http://localhost:8977/cb", true),
        (Ports::SPEC, "http://127.0.0.1:8977/cb", false),
        (Ports::SPEC, "http://localhost:9000/cb", false),
        (Ports::SPEC, "http://localhost:8977/callback", false),
        (Six::SPEC, "http://[::1]:4000/callback", true),
        (Six::SPEC, "http://localhost:4000/callback", false),
        (Refused::SPEC, "http://127.0.0.1:4000/callback", false),
        (Usual::SPEC, "http://127.0.0.1:4000/elsewhere", true),
    ] {
        let server = MockServer::start(spec).await?;
        let login = server.client().build()?.authorize(uri, "").begin()?;
        let callback = server.authorize(login.url()).await;
        assert_eq!(callback.is_ok(), taken, "{uri}: {callback:?}");
    }
    let registered = "https://app.example/callback";
    let server = MockServer::builder(Refused::SPEC)
        .redirect_uri(registered)
        .start()
        .await?;
    let login = server.client().build()?.authorize(registered, "").begin()?;
    server.authorize(login.url()).await?;
    Ok(())
}
