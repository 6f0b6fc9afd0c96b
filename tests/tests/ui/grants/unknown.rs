use oauth_runtime::oauth_provider;

#[oauth_provider(
    auth_code,
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
