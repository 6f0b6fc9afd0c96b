use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize(url = "https://acme.example/authorize", params(state = "abc")),
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
