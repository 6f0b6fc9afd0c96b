use oauth_runtime::oauth_provider;

#[oauth_provider(
    insecure_http = "an appliance without TLS",
    authorize = "http://acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
