use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    api(url = "https://acme.example/api/", base = "https://acme.example/api/"),
)]
pub struct Acme;

fn main() {}
