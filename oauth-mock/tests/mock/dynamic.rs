//! Clients that register themselves, and resources that say where one signs in.

use std::error::Error;

use oauth_mock::MockServer;
use oauth_runtime::spec::{CallKind, Method, ProviderSpec};
use oauth_runtime::{ClientMetadata, Code, DynBuilder, DynClient, Provider as _, oauth_provider};
use serde_json::{Value, json};

type Tested = Result<(), Box<dyn Error>>;

const CALLBACK: &str = "http://127.0.0.1:8080/callback";

#[oauth_provider(issuer = "https://acme.example", api = "https://acme.example/")]
pub(crate) struct Issuer;

/// Another method of client authentication for every call that has one.
#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    registration = "https://acme.example/register",
    client_auth = body
)]
pub(crate) struct Declared;

#[oauth_provider(resource = "https://mcp.acme.example/mcp")]
pub(crate) struct Resource;

#[oauth_provider(vars(server: Url), resource = "{server}")]
pub(crate) struct Typed;

/// A client without an id.
fn unknown(server: &MockServer) -> DynBuilder {
    let vars = server.vars();
    let vars: Vec<(&str, &str)> = vars.iter().map(|(name, value)| (*name, &**value)).collect();
    DynClient::builder(server.spec(), &vars, "")
        .against(server.origin())
        .clock(server.clock())
        .client_metadata(ClientMetadata::new("Acme Reader"))
}

async fn signs_in(server: &MockServer, client: &DynClient, back: &str) -> Tested {
    let sign_in = client.authorize(back, "").await?;
    let callback = server.authorize(sign_in.url()).await?;
    let session = sign_in.finish(&callback).await?;
    session.renew().await?;
    if server.spec().api.is_some() {
        let answer: Value = session.request(Method::Get, "").json().await?;
        assert_eq!(answer.get("method"), Some(&json!("GET")));
    }
    Ok(())
}

const SPECS: [&ProviderSpec; 4] = [Issuer::SPEC, Declared::SPEC, Resource::SPEC, Typed::SPEC];

#[tokio::test]
async fn a_client_without_an_id_registers_and_signs_in() -> Tested {
    for spec in SPECS {
        let server = MockServer::start(spec).await?;
        let client = unknown(&server).build()?;
        signs_in(&server, &client, CALLBACK).await?;
        signs_in(&server, &client, &CALLBACK.replace("8080", "9090")).await?;
        assert_eq!(server.count(CallKind::Registration), 1, "{}", spec.id);
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_client_with_an_id_does_not_register() -> Tested {
    for spec in SPECS {
        let server = MockServer::start(spec).await?;
        signs_in(&server, &server.client().build()?, CALLBACK).await?;
        assert_eq!(server.count(CallKind::Registration), 0, "{}", spec.id);
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_client_on_a_server_has_a_secret() -> Tested {
    let back = "https://app.example/callback";
    for spec in [Issuer::SPEC, Declared::SPEC, Resource::SPEC] {
        let server = MockServer::start(spec).await?;
        let client = unknown(&server).build()?;
        signs_in(&server, &client, back).await?;
        let known = client.registration(back).register().await?;
        assert!(known.client_secret.is_some(), "{}", spec.id);
        server.assert_all_accepted();
    }
    Ok(())
}

#[tokio::test]
async fn a_registration_is_read_changed_and_deleted() -> Tested {
    let server = MockServer::start(Issuer::SPEC).await?;
    let client = unknown(&server).build()?;
    let sign_in = client.authorize(CALLBACK, "").await?;
    let session = sign_in
        .finish(&server.authorize(sign_in.url()).await?)
        .await?;
    let registration = client.registration(CALLBACK);
    let first = registration.read().await?;
    let other = "https://app.example/other";
    let changed = ClientMetadata::new("Reader 2")
        .redirect_uris([CALLBACK, other])
        .token_endpoint_auth_method("none");
    let second = registration.update(changed).await?;
    assert_eq!(first.client_id, second.client_id);
    assert_eq!(second.redirect_uris, [CALLBACK, other]);
    registration.delete().await?;
    server.assert_all_accepted();
    assert!(session.renew().await.is_err());
    Ok(())
}

#[tokio::test]
async fn only_registered_redirect_uris_come_back() -> Tested {
    let server = MockServer::start(Issuer::SPEC).await?;
    let client = unknown(&server).build()?;
    let id = client.registration(CALLBACK).register().await?.client_id;
    let client = DynClient::builder(Issuer::SPEC, &[], id)
        .against(server.origin())
        .build()?;
    let other_path = format!("{CALLBACK}/other");
    let other_host = CALLBACK.replace("127.0.0.1", "localhost");
    assert_ne!(other_host, CALLBACK);
    for wrong in [&*other_path, &*other_host, "https://evil.example/callback"] {
        let sign_in = client.authorize(wrong, "").await?;
        assert!(server.authorize(sign_in.url()).await.is_err(), "{wrong}");
    }
    let other_port = CALLBACK.replace("8080", "9999");
    let sign_in = client.authorize(other_port, "").await?;
    server.authorize(sign_in.url()).await?;
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_registered_is_refused() -> Tested {
    for (metadata, back, key) in [
        (
            ClientMetadata::new("A"),
            "http://app.example/cb",
            "redirect_uri",
        ),
        (
            ClientMetadata::new("A"),
            "https://app.example/cb#a",
            "redirect_uri",
        ),
        (
            ClientMetadata::new("A").token_endpoint_auth_method("private_key_jwt"),
            CALLBACK,
            "client_metadata",
        ),
        (
            ClientMetadata::new("A").extra("client_id", "mine"),
            CALLBACK,
            "client_metadata",
        ),
        (
            ClientMetadata::new("A").extra("grant_types", json!("authorization_code")),
            CALLBACK,
            "client_metadata",
        ),
    ] {
        let server = MockServer::start(Issuer::SPEC).await?;
        let client = unknown(&server).client_metadata(metadata).build()?;
        let refused = client.registration(back).register().await;
        let error = refused.err().ok_or(back)?;
        assert_eq!(error.code(), Code::RegistrationRefused, "{error}");
        assert_eq!(error.declaration_key(), Some(key), "{error}");
    }
    Ok(())
}

#[tokio::test]
async fn the_advice_fits_the_initial_access_token() -> Tested {
    let server = MockServer::builder(Issuer::SPEC)
        .initial_access_token("iat")
        .start()
        .await?;
    let refused = |client: DynClient| async move {
        let done = client.registration(CALLBACK).register().await;
        done.err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    };
    let without = refused(unknown(&server).build()?).await;
    assert!(without.contains("set `initial_access_token`"), "{without}");
    let wrong = unknown(&server).initial_access_token("other").build()?;
    let wrong = refused(wrong).await;
    assert!(
        wrong.contains("refuses the initial access token"),
        "{wrong}"
    );
    assert!(!wrong.contains("set `initial_access_token`"), "{wrong}");
    let right = unknown(&server).initial_access_token("iat").build()?;
    signs_in(&server, &right, CALLBACK).await
}

#[tokio::test]
async fn a_resource_says_where_one_signs_in() -> Tested {
    let server = MockServer::start(Resource::SPEC).await?;
    let client = unknown(&server).build()?;
    let found = client.resource_metadata().await?.ok_or("no metadata")?;
    assert_eq!(found.resource(), "https://mcp.acme.example/mcp");
    let issuer = client.server_metadata().await?.ok_or("no metadata")?;
    assert_eq!(issuer.issuer(), "https://mcp.acme.example");
    server.assert_all_accepted();
    Ok(())
}
