use oauth_runtime::oauth_provider;

/// ADP, payroll and personnel; the certificate of the account proves who asks.
///
/// Source: row `adp` of the facts table, 2026-11.
#[oauth_provider(
    name = "ADP",
    docs = "https://developers.adp.com/",
    checked = "2026-11",
    mtls,
    client_credentials = "https://accounts.adp.com/auth/oauth/v2/token",
    api = "https://api.adp.com"
)]
pub struct Adp;
