use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://{tenant}.acme.example/token",
)]
pub struct Acme;

fn main() {}
