use oauth_runtime::oauth_provider;

#[oauth_provider(
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
