use oauth_runtime::oauth_provider;

/// Snapchat (Ads API), advertising on Snapchat.
///
/// Source: row `snapchat` of the facts table, 2026-11.
#[oauth_provider(
    name = "Snapchat (Ads API)",
    checked = "2026-11",
    pkce = none(reason = "its known clients send none"),
    authorize = "https://accounts.snapchat.com/login/oauth2/authorize",
    token = "https://accounts.snapchat.com/login/oauth2/access_token",
    api = "https://adsapi.snapchat.com",
)]
pub struct Snapchat;
