use oauth_runtime::oauth_provider;

/// Pingboard, organization charts and directories.
///
/// Source: row `pingboard` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    client_credentials = "https://app.pingboard.com/oauth/token",
    api = "https://app.pingboard.com/api/v2"
)]
pub struct Pingboard;
