use oauth_runtime::oauth_provider;

#[oauth_provider(
    client_id = "abc",
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
