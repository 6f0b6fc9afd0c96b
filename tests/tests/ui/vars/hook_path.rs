// A hook that is no path.
use oauth_runtime::oauth_provider;

#[oauth_provider(
    hooks(saml = "saml"),
    authorize = "https://acme.example/oauth/authorize",
    token = "https://acme.example/oauth/token",
)]
pub struct Acme;

fn main() {}
