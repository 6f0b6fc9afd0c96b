use oauth_runtime::oauth_provider;

#[oauth_provider(
    issuer = "https://acme.example",
    callback(mode = webhook, code = "/data/code", jwt),
    token,
)]
pub struct Acme;

fn main() {}
