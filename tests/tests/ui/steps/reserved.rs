use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        before(token(url = "https://acme.example/app", answer(keep(id)))),
    ),
)]
pub struct Acme;

fn main() {}
