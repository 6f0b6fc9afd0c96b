//! Stored records that this program cannot use.

use oauth_runtime::spec::CallKind;
use oauth_runtime::store::Store;
use oauth_runtime::{Code, DynClient, Error, Provider as _};
use serde_json::json;

use super::{Case, Provoked};
use crate::stored::world::{Acme, World, put, rewrite};

/// A record of these bytes, read as an account's.
fn record(bytes: &'static [u8]) -> Provoked {
    Box::pin(async move {
        let world = World::new().await;
        let (client, session) = world.signed_in().await;
        put(&*world.store, session.connection(), bytes).await;
        drop((session, client));
        world.client().stored_session().await.unwrap_err()
    })
}

async fn newer() -> Error {
    let world = World::new().await;
    let (_, session) = world.signed_in().await;
    let store: &dyn Store = &*world.store;
    rewrite(store, session.connection(), |record| {
        record["format"] = json!(99)
    })
    .await;
    world.client().stored_session().await.unwrap_err()
}

async fn other_client_id() -> Error {
    let world = World::new().await;
    world.signed_in().await;
    let other = DynClient::builder(Acme::SPEC, &[], "another")
        .clock(world.clock.clone())
        .store(world.store.clone())
        .build()
        .unwrap();
    other.stored_session().await.unwrap_err()
}

async fn other_issuer() -> Error {
    let world = World::new().await;
    world.signed_in().await;
    let other = world
        .builder()
        .endpoint(CallKind::Token, "https://evil.example/token")
        .build()
        .unwrap();
    other.stored_session().await.unwrap_err()
}

pub(super) const CASES: &[Case] = &[
    Case::new(Code::StoreCorrupt, || record(b"{\"CANARY\":"))
        .says(&["the stored record", "damaged"]),
    Case::new(Code::StoreKey, || record(b"\x89OAS CANARY"))
        .says(&["sealed", "nothing was changed"]),
    Case::new(Code::StoreNewer, || Box::pin(newer())).says(&["format 99", "update the program"]),
    Case::new(Code::RegistrationChanged, || Box::pin(other_client_id()))
        .key("client_id")
        .says(&["`client`", "`another`", "Sign in again"]),
    Case::new(Code::RegistrationChanged, || Box::pin(other_issuer()))
        .key("token")
        .says(&["https://evil.example", "nothing was sent there"]),
];

#[tokio::test]
async fn these_errors_name_what_to_change() {
    super::check_all(CASES).await;
}
