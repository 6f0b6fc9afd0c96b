use oauth_runtime::oauth_provider;

/// Tremendous, gift cards and payouts in bulk.
///
/// Source: row `tremendous` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://api.tremendous.com/oauth/authorize",
    token = "https://api.tremendous.com/oauth/token",
    api = "https://api.tremendous.com/api/v2"
)]
pub struct Tremendous;
