use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    client_auth = header(id = "x-client-id"),
)]
pub struct Acme;

fn main() {}
