use oauth_runtime::oauth_provider;

/// Wealthbox, customer records for financial advisers.
///
/// Source: row `wealthbox` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    authorize = "https://app.crmworkspace.com/oauth/authorize",
    token = "https://app.crmworkspace.com/oauth/token",
    api = "https://api.crmworkspace.com"
)]
pub struct Wealthbox;
