use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(env: OneOf()),
    authorize = "https://acme.example/authorize",
    token = "https://{env}.acme.example/token",
)]
pub struct Acme;

fn main() {}
