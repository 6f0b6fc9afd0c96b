use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", then = "https://acme.example/login"),
)]
pub struct Acme;

fn main() {}
