// A function with a slip in its name.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", headers("x-sign" = "{hmac_sha256(client_secret, client_id)}")),
)]
pub struct Acme;

fn main() {}
