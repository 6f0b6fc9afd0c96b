use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    tls_client_auth,
)]
pub struct Acme;

fn main() {}
