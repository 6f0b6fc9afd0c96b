use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    rotation = single_use,
    second_token(files(by_refresh, refresh(params(scope = "files")))),
)]
pub struct Acme;

fn main() {}
