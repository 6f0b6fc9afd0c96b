use oauth_runtime::oauth_provider;

/// Ramp, company cards, bills and expenses.
///
/// Source: row `ramp` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://docs.ramp.com/",
    checked = "2026-11",
    client_auth = basic,
    authorize = "https://app.ramp.com/v1/authorize",
    token = "https://api.ramp.com/developer/v1/token",
    api = "https://api.ramp.com",
)]
pub struct Ramp;
