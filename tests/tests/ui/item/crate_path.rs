use oauth_runtime::oauth_provider;

#[oauth_provider(
    crate = oauth_runtime,
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
