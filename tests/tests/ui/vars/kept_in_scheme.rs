use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", answer(keep(endpoint))),
    api = "{token.endpoint}/api/",
)]
pub struct Acme;

fn main() {}
