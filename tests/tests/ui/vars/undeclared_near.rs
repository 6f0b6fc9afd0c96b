use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(tenant: DnsLabel),
    authorize = "https://acme.example/authorize",
    token = "https://{tennant}.acme.example/token",
)]
pub struct Acme;

fn main() {}
