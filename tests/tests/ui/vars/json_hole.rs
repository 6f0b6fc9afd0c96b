use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", answer(keep(realm: Json))),
    api = "https://acme.example/{token.realm}/",
)]
pub struct Acme;

fn main() {}
