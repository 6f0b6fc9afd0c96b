use oauth_runtime::oauth_provider;

/// Webex, meetings, calls and messages by Cisco.
///
/// Source: row `webex` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.webex.com/",
    checked = "2026-11",
    authorize = "https://webexapis.com/v1/authorize",
    token = "https://webexapis.com/v1/access_token",
    api = "https://webexapis.com"
)]
pub struct Webex;
