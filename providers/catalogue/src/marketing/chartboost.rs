use oauth_runtime::oauth_provider;

/// Chartboost, advertising in mobile games.
///
/// Source: row `chartboost` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials(
        url = "https://api.chartboost.com/v5/oauth/token", place = json,
        params(audience = "https://public.api.gateway.chartboost.com"),
    ),
    api = "https://api.chartboost.com",
)]
pub struct Chartboost;
