use oauth_runtime::oauth_provider;

#[oauth_provider(
    origin = "https://acme.example",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
