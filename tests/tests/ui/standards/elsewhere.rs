use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    private_key = "keys/client.pem",
)]
pub struct Acme;

fn main() {}
