// A function with too few arguments.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", headers("x-sign" = "{hmac_sha256_hex(client_id)}")),
)]
pub struct Acme;

fn main() {}
