use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize?response_type=code",
    token = "https://acme.example/token",
)]
pub struct Acme;

fn main() {}
