use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi,
)]
pub struct Acme;

fn main() {}
