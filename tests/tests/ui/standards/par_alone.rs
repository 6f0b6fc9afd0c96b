use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    par = "https://acme.example/par",
)]
pub struct Acme;

fn main() {}
