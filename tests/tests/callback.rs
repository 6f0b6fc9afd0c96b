//! The one validator of callbacks, which listener, paste and web share: what
//! belongs to a sign-in, and how often a sign-in is finished.

mod context;
mod hostile;
mod once;

use oauth_mock::MockServer;
use oauth_runtime::{
    Code, DynClient, DynSignIn, Error, PendingSignIn, Provider as _, oauth_provider,
};

/// A provider that names its issuer.
#[oauth_provider(
    vars(tenant: PathSegment),
    issuer = "https://as.acme.example",
    authorize = "https://as.acme.example/{tenant}/authorize",
    token = "https://as.acme.example/{tenant}/token",
)]
struct Acme;

/// Another one, whose metadata promises `iss`.
#[oauth_provider(
    issuer = "https://as.strict.example",
    authorize = "https://as.strict.example/authorize",
    token = "https://as.strict.example/token",
    callback(iss = required),
)]
struct Strict;

const CALLBACK: &str = "http://127.0.0.1:8080/callback/acme";

async fn server() -> MockServer {
    MockServer::builder(Acme::SPEC).start().await.unwrap()
}

fn client(server: &MockServer, tenant: &str) -> DynClient {
    DynClient::builder(Acme::SPEC, &[("tenant", tenant)], "client")
        .client_secret("secret")
        .against(server.origin())
        .clock(server.clock())
        .build()
        .unwrap()
}

fn begin(client: &DynClient) -> DynSignIn {
    client.authorize(CALLBACK, "").begin().unwrap()
}

/// The sign-in as another request finds it: out of its record.
fn resumed(client: &DynClient, login: &DynSignIn) -> DynSignIn {
    let record = login.pending().to_json();
    client.resume(PendingSignIn::from_json(record.expose()).unwrap())
}

/// The state that stands in the address.
fn state(login: &DynSignIn) -> String {
    let (_, rest) = login.url().split_once("state=").unwrap();
    rest.split('&').next().unwrap().to_owned()
}

fn code(result: Result<oauth_runtime::DynSession, Error>) -> Result<(), Code> {
    result.map(|_| ()).map_err(|error| error.code())
}
