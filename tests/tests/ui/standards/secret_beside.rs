use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    authorize,
    token(send(client_secret)),
    client_auth = tls_client_auth,
)]
pub struct Acme;

fn main() {}
