use oauth_runtime::oauth_provider;

/// Fanvue, subscriptions to creators.
///
/// Source: row `fanvue` of the facts table, 2026-11.
#[oauth_provider(
    checked = "2026-11",
    vars(version: Text = "2025-06-26"),
    client_auth = basic(raw),
    scopes(OfflineAccess = "offline_access", Offline = "offline", default(OfflineAccess, Offline)),
    authorize = "https://auth.fanvue.com/oauth2/auth",
    token = "https://auth.fanvue.com/oauth2/token",
    api(base = "https://api.fanvue.com", headers("x-fanvue-api-version" = "{version}")),
)]
pub struct Fanvue;
