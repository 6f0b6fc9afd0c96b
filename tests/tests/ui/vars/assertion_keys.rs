// An assertion without a key.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    assertion(alg = rs256, claims(iss = "{client_id}")),
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", client_auth = none, params(client_assertion = "{assertion}")),
)]
pub struct Acme;

fn main() {}
