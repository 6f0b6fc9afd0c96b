use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/authorize",
    token = "https://acme.example/token",
    backchannel_token(omit(client_secret)),
)]
pub struct Acme;

fn main() {}
