use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example?tenant=1",
)]
pub struct Acme;

fn main() {}
