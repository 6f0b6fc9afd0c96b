use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        then(url = "https://acme.example/login", params(access_token = "{access_token}")),
    ),
)]
pub struct Acme;

fn main() {}
