use oauth_runtime::oauth_provider;

/// Uber, rides and deliveries.
///
/// Source: row `uber` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.uber.com/",
    checked = "2026-11",
    authorize = "https://login.uber.com/oauth/v2/authorize",
    token = "https://login.uber.com/oauth/v2/token",
    api = "https://api.uber.com"
)]
pub struct Uber;
