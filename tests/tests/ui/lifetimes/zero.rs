use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    lifetimes(access_token = 0s),
)]
pub struct Acme;

fn main() {}
