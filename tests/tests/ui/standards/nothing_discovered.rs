use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", client_auth = discovered),
)]
pub struct Acme;

fn main() {}
