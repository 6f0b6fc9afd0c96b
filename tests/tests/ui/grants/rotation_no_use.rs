use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    rotation = single_use,
)]
pub struct Acme;

fn main() {}
