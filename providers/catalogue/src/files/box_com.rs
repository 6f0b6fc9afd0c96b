use oauth_runtime::oauth_provider;

/// Box, file storage and sharing for companies.
///
/// Source: row `box` of the facts table, 2026-11.
#[oauth_provider(
    name = "Box",
    docs = "https://developer.box.com/guides/authentication/oauth2/",
    checked = "2026-11",
    authorize = "https://account.box.com/api/oauth2/authorize",
    token = "https://api.box.com/oauth2/token",
    revoke = "https://api.box.com/oauth2/revoke",
    api = "https://api.box.com"
)]
pub struct BoxCom;
