use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    refresh = none,
    scopes(Read = "contacts.read"),
)]
pub struct Acme;

async fn obtain(client: AcmeClient) {
    let _ = client.password("user", "password", [AcmeScope::Read]).await;
}

fn main() {}
