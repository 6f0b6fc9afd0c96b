use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: Origin),
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/{site}/token",
)]
pub struct Acme;

fn main() {}
