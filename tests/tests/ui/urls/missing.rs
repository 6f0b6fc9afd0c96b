use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token(method = post),
)]
pub struct Acme;

fn main() {}
