// An assertion that no call sends.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(private_key: Secret),
    assertion(alg = rs256, key = "{private_key}", claims(iss = "{client_id}")),
    authorize = "https://acme.example/oauth/authorize",
    token = "https://acme.example/oauth/token",
)]
pub struct Acme;

fn main() {}
