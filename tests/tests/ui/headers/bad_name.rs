use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", headers("X Api Version" = "1")),
)]
pub struct Acme;

fn main() {}
