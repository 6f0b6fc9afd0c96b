use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(tenant: Option<DnsLabel>),
    issuer = "https://{tenant}.acme.example",
)]
pub struct Acme;

fn main() {}
