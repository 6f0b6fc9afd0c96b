use oauth_runtime::oauth_provider;

#[oauth_provider(
    vars(site: Host),
    authorize = "https://{site}/authorize",
    token = "https://{site}/token",
    issuer = "https://{site}",
)]
pub struct Acme;

fn main() {}
