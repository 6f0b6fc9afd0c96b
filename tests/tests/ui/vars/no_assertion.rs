// An assertion that nothing declares.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", client_auth = none, params(client_assertion = "{assertion}")),
)]
pub struct Acme;

fn main() {}
