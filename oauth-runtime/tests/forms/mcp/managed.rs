//! A registration that its client reads, changes and deletes (RFC 7592).

use oauth_runtime::{ClientMetadata, Code, DynClient};
use serde_json::{Value, json};

use super::world::*;
use crate::world::status;

const REGISTER: &str = "POST https://as.acme.example/register";
const OWN: &str = "https://as.acme.example/register/client-1";

fn managed(more: &Value) -> oauth_runtime::wire::WireResponse {
    let mut body = json!({
        "client_id": "client-1",
        "redirect_uris": [REDIRECT_URI],
        "registration_access_token": "rat-1",
        "registration_client_uri": OWN,
    });
    for (name, value) in more.as_object().unwrap() {
        body[name] = value.clone();
    }
    status(200, &body.to_string())
}

#[tokio::test]
async fn it_is_read_changed_and_deleted() {
    let world = World::new();
    world.answer(REGISTER, [managed(&json!({"client_secret": "s-1"}))]);
    let client = world.client();
    let registration = client.registration(REDIRECT_URI);
    assert!(registration.known().await.unwrap().is_none());
    assert_eq!(
        registration.read().await.unwrap_err().code(),
        Code::NoClientId
    );
    assert_eq!(registration.register().await.unwrap().client_id, "client-1");

    let rotated = managed(&json!({"registration_access_token": "rat-2"}));
    world.answer(&format!("GET {OWN}"), [rotated]);
    registration.read().await.unwrap();
    assert_eq!(
        world
            .header(&format!("GET {OWN}"), "authorization")
            .unwrap(),
        "Bearer rat-1"
    );

    world.answer(
        &format!("PUT {OWN}"),
        [managed(&json!({"client_secret": "s-2"}))],
    );
    let changed = registration
        .update(ClientMetadata::new("Reader 2"))
        .await
        .unwrap();
    assert_eq!(changed.client_secret.unwrap().expose(), "s-2");
    assert_eq!(
        world
            .header(&format!("PUT {OWN}"), "authorization")
            .unwrap(),
        "Bearer rat-2"
    );
    let sent: Value = serde_json::from_str(&world.body(&format!("PUT {OWN}"))).unwrap();
    assert_eq!(
        sent,
        json!({
            "client_id": "client-1",
            "client_secret": "s-1",
            "client_name": "Reader 2",
            "redirect_uris": [REDIRECT_URI],
        })
    );

    world.answer(&format!("DELETE {OWN}"), [status(204, "")]);
    registration.delete().await.unwrap();
    assert!(registration.known().await.unwrap().is_none());
    let shown = format!("{registration:?}");
    assert!(!shown.contains("rat-"), "{shown}");
}

#[tokio::test]
async fn its_token_goes_to_no_address_inside() {
    for uri in ["http://as.acme.example/x", "https://127.0.0.1/x", "/x"] {
        let world = World::new();
        world.answer(
            REGISTER,
            [managed(&json!({"registration_client_uri": uri}))],
        );
        let client = world.client();
        client.registration(REDIRECT_URI).register().await.unwrap();
        world.lines();
        let error = client.registration(REDIRECT_URI).read().await.unwrap_err();
        assert_eq!(error.code(), Code::InsecureUrl, "{uri}");
        assert!(world.lines().is_empty());
    }
    let own = DynClient::builder(&ACME_MCP, &[], "own-id").transport(World::new().transport());
    let own = own.build().unwrap();
    let error = own.registration(REDIRECT_URI).register().await.unwrap_err();
    assert_eq!(error.code(), Code::NoClientId, "it registers nothing");
    let world = World::new();
    let client = world.client();
    client.registration(REDIRECT_URI).register().await.unwrap();
    let error = client.registration(REDIRECT_URI).read().await.unwrap_err();
    assert_eq!(
        error.code(),
        Code::NoClientId,
        "the server manages no registrations"
    );
}
