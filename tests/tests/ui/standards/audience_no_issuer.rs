use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_credentials = "https://acme.example/token",
    client_auth = private_key_jwt(audience = issuer),
)]
pub struct Acme;

fn main() {}
