// A URL that is made of itself.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token = "https://acme.example/oauth/token?sign={sha256_hex(path)}",
)]
pub struct Acme;

fn main() {}
