use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    lifetimes(code = 5m),
)]
pub struct Acme;

fn main() {}
