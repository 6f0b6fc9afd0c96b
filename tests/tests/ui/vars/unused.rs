use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: DnsLabel, region: OneOf("us", "eu")),
    authorize = "https://{site}.acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
