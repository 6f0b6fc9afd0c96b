use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/{token.realm}/authorize",
    token(url = "https://acme.example/token", answer(keep(realm))),
)]
pub struct Acme;

fn main() {}
