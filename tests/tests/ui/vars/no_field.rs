use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(env: OneOf(Live = "api", Test = "sandbox")),
    authorize = "https://acme.example/authorize",
    token = "https://{env.login}.acme.example/token",
)]
pub struct Acme;

fn main() {}
