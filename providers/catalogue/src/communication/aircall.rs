use oauth_runtime::oauth_provider;

/// Aircall, cloud telephony for sales and support teams.
///
/// Source: row `aircall` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize(url = "https://dashboard.aircall.io/oauth/authorize", params(scope = "public_api")),
    token = "https://api.aircall.io/v1/oauth/token",
    api(base = "https://api.aircall.io", rate_limit(reset = epoch("x-aircallapi-reset"))),
)]
pub struct Aircall;
