use oauth_runtime::oauth_provider;

#[oauth_provider(
    token = "https://acme.example/token",
    password(reason = ""),
)]
pub struct Acme;

fn main() {}
