use oauth_runtime::oauth_provider;

/// Justworks, payroll and benefits of small companies.
///
/// Source: row `justworks` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://payroll.justworks.com/oauth/authorize",
    token = "https://public-api.justworks.com/oauth/token",
    api = "https://public-api.justworks.com"
)]
pub struct Justworks;
