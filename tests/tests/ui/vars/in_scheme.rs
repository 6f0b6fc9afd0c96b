use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(base: DnsLabel),
    authorize = "https://acme.example/authorize",
    token = "{base}/token",
)]
pub struct Acme;

fn main() {}
