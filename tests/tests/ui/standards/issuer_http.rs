use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "http://acme.example",
)]
pub struct Acme;

fn main() {}
