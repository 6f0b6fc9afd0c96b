use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2,
    pkce = none(reason = "the vendor does not know it"),
)]
pub struct Acme;

fn main() {}
