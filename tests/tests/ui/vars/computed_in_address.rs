// A computed value in a path.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token = "https://acme.example/{sha256_hex(client_id)}/token",
)]
pub struct Acme;

fn main() {}
