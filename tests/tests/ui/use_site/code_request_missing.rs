use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    refresh = none,
    scopes(Read = "contacts.read"),
)]
pub struct Acme;

async fn obtain(client: AcmeClient) {
    let _ = client.code_request("user", "password", "http://127.0.0.1/callback", [AcmeScope::Read]).await;
}

fn main() {}
