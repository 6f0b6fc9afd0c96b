// A function without its closing parenthesis.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", headers("x-sign" = "{sha256_hex(client_id}")),
)]
pub struct Acme;

fn main() {}
