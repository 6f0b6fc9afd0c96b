use oauth_runtime::oauth_provider;

/// Halo PSA, tickets and contracts of service providers.
///
/// Source: row `halo-psa` of the facts table, 2026-11.
#[oauth_provider(
    name = "Halo PSA",
    checked = "2026-11",
    vars(hostname: Host),
    client_auth = basic(raw),
    client_credentials = "https://{hostname}/auth/token",
    api = "https://{hostname}/api",
)]
pub struct HaloPsa;
