use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    second_token(user(by_refresh, answer(access_token = "/user/token"))),
)]
pub struct Acme;

fn main() {}
