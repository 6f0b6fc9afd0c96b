use oauth_runtime::oauth_provider;

/// Intuit, QuickBooks and other products of Intuit.
///
/// Source: row `intuit` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.intuit.com/",
    checked = "2026-11",
    authorize = "https://appcenter.intuit.com/connect/oauth2",
    token = "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
    revoke = "https://developer.api.intuit.com/v2/oauth2/tokens/revoke",
    api = "https://quickbooks.api.intuit.com"
)]
pub struct Intuit;
