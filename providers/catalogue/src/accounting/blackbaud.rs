use oauth_runtime::oauth_provider;

/// Blackbaud, fundraising and accounts of charities.
///
/// Source: row `blackbaud` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://app.blackbaud.com/oauth/authorize",
    token = "https://oauth2.sky.blackbaud.com/token",
    api = "https://api.sky.blackbaud.com"
)]
pub struct Blackbaud;
