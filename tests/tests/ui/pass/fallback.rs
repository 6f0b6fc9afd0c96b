use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(region: Option<DnsLabel>),
    authorize = "https://acme.example/authorize",
    token(url = "https://{region}.acme.example/token", fallback = "https://acme.example/token"),
)]
pub struct Acme;

fn main() {}
