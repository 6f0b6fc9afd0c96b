use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: String),
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/{site}/token",
)]
pub struct Acme;

fn main() {}
