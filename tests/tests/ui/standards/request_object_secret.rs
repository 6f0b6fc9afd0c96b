use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    request_object(alg = HS256),
)]
pub struct Acme;

fn main() {}
