use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", answer(id_token = claim(id_token, "/inner"))),
)]
pub struct Acme;

fn main() {}
