use oauth_runtime::oauth_provider;

/// Keap, customer records and automation for small businesses.
///
/// Source: row `keap` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://accounts.infusionsoft.com/app/oauth/authorize",
    token = "https://api.infusionsoft.com/token",
    api = "https://api.infusionsoft.com"
)]
pub struct Keap;
