use oauth_runtime::oauth_provider;

/// DigitalOcean, virtual machines and hosted databases.
///
/// Source: row `digitalocean` of the facts table, 2026-11.
#[oauth_provider(
    name = "DigitalOcean",
    docs = "https://docs.digitalocean.com/reference/api/oauth/",
    checked = "2026-11",
    authorize = "https://cloud.digitalocean.com/v1/oauth/authorize",
    token = "https://cloud.digitalocean.com/v1/oauth/token",
    api = "https://api.digitalocean.com"
)]
pub struct Digitalocean;
