// A function that there is not.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", headers("x-sign" = "{whirlpool(client_id)}")),
)]
pub struct Acme;

fn main() {}
