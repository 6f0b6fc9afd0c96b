use oauth_runtime::oauth_provider;

/// Close, sales calls and pipelines of small teams.
///
/// Source: row `close` of the facts table, 2026-11.
#[oauth_provider(
    docs = "https://developer.close.com/",
    checked = "2026-11",
    scopes(OfflineAccess = "offline_access", default(OfflineAccess)),
    authorize = "https://app.close.com/oauth2/authorize",
    token = "https://api.close.com/oauth2/token/",
    api = "https://api.close.com/api"
)]
pub struct Close;
