use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        then(
            session(url = "https://acme.example/login", answer(keep(id))),
            site(url = "https://acme.example/site", params(session = "{session.key}")),
        ),
    ),
)]
pub struct Acme;

fn main() {}
