use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2,
    client_auth = basic,
)]
pub struct Acme;

fn main() {}
