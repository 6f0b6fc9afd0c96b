use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    scopes("user:email" = "user:email"),
)]
pub struct Acme;

fn main() {}
