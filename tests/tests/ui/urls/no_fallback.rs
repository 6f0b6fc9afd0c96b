use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(region: Option<DnsLabel>),
    authorize = "https://acme.example/authorize",
    token = "https://{region}.acme.example/token",
)]
pub struct Acme;

fn main() {}
