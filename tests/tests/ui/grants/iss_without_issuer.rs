use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    callback(iss = required),
)]
pub struct Acme;

fn main() {}
