use oauth_runtime::oauth_provider;

/// Domo, dashboards over company data.
///
/// Source: row `domo` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_auth = basic(raw),
    scopes(delimiter = ","),
    client_credentials = "https://api.domo.com/oauth/token",
    api = "https://api.domo.com",
)]
pub struct Domo;
