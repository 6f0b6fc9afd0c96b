use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    pushed_authorization_request_endpoint = "https://acme.example/par",
)]
pub struct Acme;

fn main() {}
