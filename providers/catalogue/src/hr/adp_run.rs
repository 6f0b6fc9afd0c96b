use oauth_runtime::oauth_provider;

/// RUN Powered by ADP, payroll of small businesses.
///
/// Source: row `adp-run` of the facts table, 2026-11.
/// Shares the login of row `adp`.
#[oauth_provider(
    name = "RUN Powered by ADP",
    docs = "https://developers.adp.com/",
    checked = "2026-11",
    mtls,
    client_credentials = "https://accounts.adp.com/auth/oauth/v2/token",
    api = "https://api.adp.com"
)]
pub struct AdpRun;
