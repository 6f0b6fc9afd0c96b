use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    profile = fapi2,
    insecure_http = "on-premises product without TLS",
)]
pub struct Acme;

fn main() {}
