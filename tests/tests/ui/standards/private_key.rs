use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    client_auth = client_secret_jwt(alg = es256),
)]
pub struct Acme;

fn main() {}
