use oauth_runtime::oauth_provider;

/// Cloudbeds, reservations and front desk of hotels.
///
/// Source: row `cloudbeds` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://api.cloudbeds.com/api/v1.3/oauth",
    token = "https://api.cloudbeds.com/api/v1.3/access_token",
    api = "https://api.cloudbeds.com",
)]
pub struct Cloudbeds;
