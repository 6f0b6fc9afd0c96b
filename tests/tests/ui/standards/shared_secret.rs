use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    client_auth = private_key_jwt(alg = hs256),
)]
pub struct Acme;

fn main() {}
