use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    lifetimes(access_token = 30m, refresh_token = 14d),
)]
pub struct Acme;

fn main() {}
