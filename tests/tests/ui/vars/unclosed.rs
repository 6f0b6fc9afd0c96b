use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: DnsLabel),
    authorize = "https://acme.example/authorize",
    token = "https://{site.acme.example/token",
)]
pub struct Acme;

fn main() {}
