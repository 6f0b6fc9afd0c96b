use oauth_runtime::oauth_provider;

/// Fortnox, bookkeeping for companies in Sweden.
///
/// Source: row `fortnox` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://www.fortnox.se/developer",
    checked = "2026-11",
    client_auth = basic(raw),
    authorize(url = "https://apps.fortnox.se/oauth-v1/auth", params(access_type = "offline")),
    token = "https://apps.fortnox.se/oauth-v1/token",
    api = "https://api.fortnox.se/3",
)]
pub struct Fortnox;
