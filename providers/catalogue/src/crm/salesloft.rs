use oauth_runtime::oauth_provider;

/// Salesloft, sales cadences and calls.
///
/// Source: row `salesloft` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://accounts.salesloft.com/oauth/authorize",
    token = "https://accounts.salesloft.com/oauth/token",
    api = "https://api.salesloft.com"
)]
pub struct Salesloft;
