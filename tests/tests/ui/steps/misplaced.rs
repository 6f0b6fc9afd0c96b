use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    revoke(url = "https://acme.example/revoke", then(session(url = "https://acme.example/out"))),
)]
pub struct Acme;

fn main() {}
