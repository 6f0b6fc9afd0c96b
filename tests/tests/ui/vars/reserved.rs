use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(scope: DnsLabel),
    authorize = "https://acme.example/authorize",
    token = "https://{scope}.acme.example/token",
)]
pub struct Acme;

fn main() {}
