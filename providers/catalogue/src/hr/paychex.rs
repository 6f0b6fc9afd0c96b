use oauth_runtime::oauth_provider;

/// Paychex, payroll and personnel services.
///
/// Source: row `paychex` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials = "https://api.paychex.com/auth/oauth/v2/token",
    api = "https://api.paychex.com"
)]
pub struct Paychex;
