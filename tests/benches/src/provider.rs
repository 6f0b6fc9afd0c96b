//! The provider of all benchmarks.

use oauth_runtime::spec::CallKind;
use oauth_runtime::{Builder, NoVars, oauth_provider};

use crate::fixture::{CLIENT_ID, CLIENT_SECRET};

/// Two URLs, four scopes and an API; everything else as in the RFCs.
#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token = "https://acme.example/oauth/token",
    api = "https://acme.example/v1/",
    scopes(
        ContactsRead = "contacts.read",
        ContactsWrite = "contacts.write",
        DealsRead = "deals.read",
        DealsWrite = "deals.write",
    )
)]
pub struct Acme;

pub fn builder() -> Builder<Acme> {
    AcmeClient::builder(NoVars, CLIENT_ID).client_secret(CLIENT_SECRET)
}

/// A client whose token endpoint and API are at a server on loopback.
pub fn client_at(origin: &str) -> AcmeClient {
    builder()
        .endpoint(CallKind::Token, format!("{origin}/oauth/token"))
        .endpoint(CallKind::Api, format!("{origin}/v1/"))
        .build()
        .unwrap()
}
