use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    pkce = S256,
)]
pub struct Acme;

fn main() {}
