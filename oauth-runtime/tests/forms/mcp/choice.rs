//! Which client id a sign-in has: the address of a document, one that was set, or that
//! of a registration.

use oauth_runtime::{ClientMetadata, Code, DynClient};
use serde_json::json;

use super::world::*;

const DOCUMENT: &str = "https://reader.example/oauth/client.json";

async fn client_id(client: &DynClient) -> Option<String> {
    let login = client.authorize(REDIRECT_URI, "").await.unwrap();
    param(login.url(), "client_id")
}

fn takes_documents(world: &World) {
    let mut metadata = server_metadata();
    metadata["client_id_metadata_document_supported"] = json!(true);
    world.answer(&format!("GET {SERVER_METADATA}"), [json_of(&metadata)]);
}

#[tokio::test]
async fn a_document_comes_first_where_the_server_takes_one() {
    let world = World::new();
    let client = || {
        world
            .builder()
            .client_metadata_url(DOCUMENT)
            .build()
            .unwrap()
    };
    assert_eq!(client_id(&client()).await.as_deref(), Some("client-1"));
    takes_documents(&world);
    world.lines();
    world.tokens([tokens("at-1", ""), tokens("at-2", "")]);
    let session = sign_in(&client(), "").await;
    session.renew().await.unwrap();
    let sent = world.body("POST https://as.acme.example/token");
    assert_eq!(param(&sent, "client_id").as_deref(), Some(DOCUMENT));
    assert_eq!(world.count("POST https://as.acme.example/register"), 0);
}

#[tokio::test]
async fn an_id_that_was_set_is_registered_by_nobody() {
    let world = World::new();
    world.tokens([tokens("at-1", "")]);
    let client = DynClient::builder(&ACME_MCP, &[], "own-id")
        .client_secret("own-secret")
        .transport(world.transport())
        .build()
        .unwrap();
    assert_eq!(client_id(&client).await.as_deref(), Some("own-id"));
    sign_in(&client, "").await;
    assert_eq!(world.count("POST https://as.acme.example/register"), 0);
    let auth = world.header("POST https://as.acme.example/token", "authorization");
    assert!(auth.unwrap().starts_with("Basic "));
}

#[tokio::test]
async fn without_any_way_the_error_says_what_to_do() {
    let world = World::new();
    let mut metadata = server_metadata();
    metadata
        .as_object_mut()
        .unwrap()
        .remove("registration_endpoint");
    world.answer(&format!("GET {SERVER_METADATA}"), [json_of(&metadata)]);
    let error = world
        .client()
        .authorize(REDIRECT_URI, "")
        .await
        .unwrap_err();
    assert_eq!(error.code(), Code::NoClientId);
    assert_eq!(error.declaration_key(), Some("client_id"));
    assert!(error.to_string().contains(ISSUER), "{error}");
    let error = world.client().authorize(REDIRECT_URI, "").begin();
    assert!(
        error.is_err(),
        "a sign-in has no id before it asked for one"
    );
}

#[test]
fn the_document_is_made_from_the_metadata() {
    let world = World::new();
    let builder = || world.builder().client_metadata_url(DOCUMENT);
    let metadata = ClientMetadata::new("Reader").client_uri("https://reader.example");
    let client = builder()
        .client_metadata(metadata)
        .redirect_uri(REDIRECT_URI);
    let document = client.build().unwrap().client_metadata_document().unwrap();
    assert_eq!(
        document,
        json!({
            "client_id": DOCUMENT,
            "client_name": "Reader",
            "client_uri": "https://reader.example",
            "redirect_uris": [REDIRECT_URI],
            "application_type": "native",
            "grant_types": ["authorization_code", "refresh_token"],
            "response_types": ["code"],
            "token_endpoint_auth_method": "none",
        })
    );
    for (client, key) in [
        (world.builder(), "client_metadata_url"),
        (builder(), "client_metadata"),
        (
            builder().client_metadata(ClientMetadata::new("Reader")),
            "redirect_uri",
        ),
    ] {
        let error = client
            .build()
            .unwrap()
            .client_metadata_document()
            .unwrap_err();
        assert_eq!(error.declaration_key(), Some(key), "{error}");
    }
    let refused = world
        .builder()
        .client_metadata_url("http://reader.example/x")
        .build();
    assert_eq!(
        refused.unwrap_err().declaration_key(),
        Some("client_metadata_url")
    );
    let refused = world.builder().resource("https://a.example/mcp#x").build();
    assert_eq!(refused.unwrap_err().declaration_key(), Some("resource"));
}
