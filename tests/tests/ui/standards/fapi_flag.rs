use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    fapi2,
)]
pub struct Acme;

fn main() {}
