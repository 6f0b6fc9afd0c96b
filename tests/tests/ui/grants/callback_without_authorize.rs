use oauth_runtime::oauth_provider;

#[oauth_provider(
    token = "https://acme.example/token",
    client_credentials,
    callback = fragment,
)]
pub struct Acme;

fn main() {}
