use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(base = "https://acme.example/api/", bearer(authorization("Basic {access_token}"))),
)]
pub struct Acme;

fn main() {}
