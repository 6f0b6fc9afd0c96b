use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    second_token(user(by_refresh, refresh = none)),
)]
pub struct Acme;

fn main() {}
