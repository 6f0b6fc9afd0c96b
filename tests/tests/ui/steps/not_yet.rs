use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(
        url = "https://acme.example/token",
        params(session = "{session.id}"),
        then(session(url = "https://acme.example/login", answer(keep(id)))),
    ),
)]
pub struct Acme;

fn main() {}
