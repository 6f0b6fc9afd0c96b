use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(url = "https://acme.example/token", headers("content-type" = "application/json")),
)]
pub struct Acme;

fn main() {}
