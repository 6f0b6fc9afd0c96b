use oauth_runtime::oauth_provider;

/// 8x8, telephony, video meetings and contact centres.
///
/// Source: row `8x8` of the facts table, 2026-11.
#[oauth_provider(
    name = "8x8",
    checked = "2026-11",
    client_auth = basic(raw),
    client_credentials = "https://api.8x8.com/oauth/v2/token",
    api = "https://api.8x8.com",
)]
pub struct EightByEight;
