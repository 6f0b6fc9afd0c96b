use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(base = "https://acme.example/api/", method = post, params(shop = "42")),
)]
pub struct Acme;

fn main() {}
