use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: DnsLabel, site: DnsLabel),
    authorize = "https://{site}.acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
