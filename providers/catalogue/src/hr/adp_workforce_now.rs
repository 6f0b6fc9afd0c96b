use oauth_runtime::oauth_provider;

/// ADP Workforce Now, payroll and personnel of companies of middle size.
///
/// Source: row `adp-workforce-now` of the facts table, 2026-11.
/// Shares the login of row `adp`.
#[oauth_provider(
    name = "ADP Workforce Now",
    docs = "https://developers.adp.com/",
    checked = "2026-11",
    mtls,
    client_credentials = "https://accounts.adp.com/auth/oauth/v2/token",
    api = "https://api.adp.com"
)]
pub struct AdpWorkforceNow;
