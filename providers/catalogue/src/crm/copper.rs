use oauth_runtime::oauth_provider;

/// Copper, customer records inside Google Workspace.
///
/// Source: row `copper` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    scopes(All = "developer/v1/all", default(All)),
    authorize = "https://app.copper.com/oauth/authorize",
    token = "https://app.copper.com/oauth/token",
    api = "https://api.copper.com/developer_api"
)]
pub struct Copper;
