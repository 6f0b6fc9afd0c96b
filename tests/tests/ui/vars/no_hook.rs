// A hook that is not declared.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    authorize = "https://acme.example/oauth/authorize",
    token(url = "https://acme.example/oauth/token", params(assertion = "{hook.saml}")),
)]
pub struct Acme;

fn main() {}
