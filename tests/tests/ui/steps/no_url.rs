use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", then(session(params(version = "1")))),
)]
pub struct Acme;

fn main() {}
