use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    dpop = true,
)]
pub struct Acme;

fn main() {}
