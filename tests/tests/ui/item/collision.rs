use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(client: OneOf(Live = "api", Test = "sandbox")),
    authorize = "https://acme.example/authorize",
    token = "https://{client}.acme.example/token",
)]
pub struct Acme;

fn main() {}
