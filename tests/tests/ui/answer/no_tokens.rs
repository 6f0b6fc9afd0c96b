use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    revoke(url = "https://acme.example/revoke", answer(keep(realm))),
)]
pub struct Acme;

fn main() {}
