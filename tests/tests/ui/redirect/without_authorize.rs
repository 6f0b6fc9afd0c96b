use oauth_runtime::oauth_provider;

#[oauth_provider(
    token = "https://acme.example/token",
    client_credentials,
    redirect = localhost,
)]
pub struct Acme;

fn main() {}
